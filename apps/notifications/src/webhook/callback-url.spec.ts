import { callbackHostFault, callbackUrlFault, isPublicAddress } from './callback-url.js';

it.each(['https://crm.example.com/events?of=us', 'https://crm.example.com:8443/', 'https://8.8.8.8/x'])(
  '[N2] %s can be called back',
  (url) => expect(callbackUrlFault(url, [])).toBeUndefined(),
);

it.each([
  ['crm.example.com', /absolute URL/],
  ['http://crm.example.com/', /https:/],
  ['ftp://crm.example.com/', /https:/],
  ['https://ana:secret@crm.example.com/', /user name or a password/],
  ['https://crm.example.com/#here', /fragment/],
  ['https://127.0.0.1/', /private network/],
  ['https://10.1.2.3/', /private network.*WEBHOOK_ALLOWED_HOSTS/],
  ['https://172.16.0.1/', /private network/],
  ['https://192.168.1.1/', /private network/],
  ['https://169.254.169.254/latest/meta-data', /private network/],
  ['https://100.64.0.1/', /private network/],
  ['https://0.0.0.0/', /private network/],
  ['https://2130706433/', /private network/],
  ['https://0x7f.1/', /private network/],
  ['https://[::1]/', /private network/],
  ['https://[::ffff:127.0.0.1]/', /private network/],
  ['https://[fd00::1]/', /private network/],
  ['https://[fe80::1]/', /private network/],
  ['https://[64:ff9b::7f00:1]/', /private network/],
  ['https://[2002:7f00:1::]/', /private network/],
])('[N2] %s cannot', (url, reason) => expect(callbackUrlFault(url, [])).toMatch(reason));

it('[N2] what the operator allows may be inside, and without TLS', () => {
  expect(callbackUrlFault('http://localhost:9000/events', ['localhost'])).toBeUndefined();
  expect(callbackUrlFault('http://10.0.0.7/', ['10.0.0.7'])).toBeUndefined();
  expect(callbackUrlFault('ftp://localhost/', ['localhost'])).toMatch(/http/);
  expect(callbackUrlFault('http://localhost.example.com/', ['localhost'])).toMatch(/https/);
});

it('[N2] a name that leads inside is refused as its address is', async () => {
  expect(await callbackHostFault('https://localhost/', [])).toMatch(/private network: its host is (127\.0\.0\.1|::1)/);
  expect(await callbackHostFault('https://localhost/', ['localhost'])).toBeUndefined();
});

it('[N2] tells public addresses from all others', () =>
  expect(['8.8.8.8', '2606:4700::1111', '224.0.0.1', '255.255.255.255', '', 'x'].map(isPublicAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]));
