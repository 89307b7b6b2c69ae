/** MPN IDs that Microsoft knows, and the accounts that prove them. */
export const directory = {
  profiles: [
    { mpnId: '5100001', companyName: 'Alder Resale', country: 'US' },
    { mpnId: '5100002', companyName: 'Alder Resale Canada', country: 'CA' },
    { mpnId: '5100003', companyName: 'Alder of old', country: 'US', active: false },
    { mpnId: '5100004', companyName: 'Birch Resale', country: 'US' },
    { mpnId: '5100005', companyName: 'Cedar Resale', country: 'US' },
    { mpnId: '5100006', companyName: 'Desired by two', country: 'US' },
    { mpnId: '5100007', companyName: 'Elm Resale', country: 'US' },
    { mpnId: '5100008', companyName: 'Fir Resale', country: 'US' },
  ],
  accounts: [
    { userName: 'alder@directory.example', password: 'Old-directory-1', mpnIds: ['5100001', '5100002', '5100003'] },
    { userName: 'cedar@directory.example', password: 'Old-directory-2', mpnIds: ['5100005'] },
    { userName: 'fir@directory.example', password: 'Old-directory-3', mpnIds: ['5100008'] },
  ],
};
