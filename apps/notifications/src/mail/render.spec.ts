import { parse } from 'node-html-parser';
import { oneLine, renderMail } from './render.js';

const render = (...parts: Parameters<typeof renderMail>[1]['parts']): ReturnType<typeof renderMail> =>
  renderMail({ language: 'en' }, { subject: 'Subject', parts, footer: 'Footer' });

it('[N1] says the same in plain text and in HTML', () => {
  const { text, html } = render(
    'First.',
    { list: ['one', 'two'] },
    { numbered: true, list: ['do this', 'then that'] },
    { label: 'Go on', url: 'https://two.tier/v?a=1&b=2' },
  );
  expect(text).toBe(
    'First.\n\n- one\n- two\n\n1. do this\n2. then that\n\nGo on:\nhttps://two.tier/v?a=1&b=2\n\n-- \nFooter\n',
  );
  const document = parse(html);
  expect(document.querySelectorAll('ul li').map((item) => item.text)).toEqual(['one', 'two']);
  expect(document.querySelectorAll('ol li').map((item) => item.text)).toEqual(['do this', 'then that']);
  expect(document.querySelectorAll('p').map((item) => item.text)).toEqual([
    'First.',
    'Go on',
    'https://two.tier/v?a=1&b=2',
    'Footer',
  ]);
});

it('[N1] the document names its language and its title, and loads nothing', () => {
  const { html } = render('First.', { label: 'Go on', url: 'https://two.tier/v' });
  const document = parse(html);
  expect(html).toMatch(/^<!doctype html>/);
  expect(document.querySelector('html')?.getAttribute('lang')).toBe('en');
  expect(document.querySelector('title')?.text).toBe('Subject');
  expect(document.querySelector('h1')?.text).toBe('Subject');
  expect(document.querySelector('a')?.getAttribute('href')).toBe('https://two.tier/v');
  expect(document.querySelectorAll('img, script, link, style, iframe, form')).toEqual([]);
});

it('[N1] nothing that people write becomes markup', () => {
  const evil = `<script>alert(1)</script><img src=x onerror="x">"'&`;
  const { html } = renderMail(
    { language: 'en' },
    {
      subject: evil,
      parts: [evil, { list: [evil] }, { label: evil, url: `https://two.tier/"onclick="${evil}` }],
      footer: evil,
    },
  );
  const document = parse(html);
  expect(document.querySelectorAll('script, img')).toEqual([]);
  expect(Object.keys(document.querySelector('a')?.attributes ?? {})).toEqual(['href', 'style']);
  expect(document.querySelector('li')?.text).toBe(evil);
});

it('[N1] nothing that people write becomes a header or a line of its own', () => {
  const evil = 'Contoso\r\nBcc: all@contoso.com\u0000\u2028\u202emoc';
  const { subject, text } = renderMail({ language: 'en' }, { subject: evil, parts: [evil], footer: evil });
  expect(subject).toBe('Contoso Bcc: all@contoso.com moc');
  expect(text).toBe('Contoso Bcc: all@contoso.com moc\n\n-- \nContoso Bcc: all@contoso.com moc\n');
});

it('[N1] a reason of several lines stays one item', () => {
  const { text, html } = render({ list: ['The address:\r\nno such street', 'The name'] });
  expect(text).toContain('- The address:\n  no such street\n- The name\n');
  expect(
    parse(html)
      .querySelectorAll('li')
      .map((item) => item.text),
  ).toEqual(['The address:\nno such street', 'The name']);
});

it('[N1] names in other scripts stay as they are', () =>
  expect(oneLine('شرکت می‌خواهم 日本')).toBe('شرکت می‌خواهم 日本'));
