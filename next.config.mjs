const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), hid=(), midi=(), display-capture=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
// Pages get theirs, with a nonce, from proxy.ts. What the API answers is never a page.
const api = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

const headers = (values) => Object.entries(values).map(([key, value]) => ({ key, value }));

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', 'pg', 'pino', 'nodemailer', 'smtp-server'],
  // `npm run check` compiles and lints the whole project once; the build does not do it a second time.
  typescript: { ignoreBuildErrors: true },
  headers: () => [
    { source: '/:path*', headers: headers(everywhere) },
    { source: '/api/:path*', headers: headers(api) },
  ],
};
