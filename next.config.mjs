/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', 'pg', 'pino', 'nodemailer', 'smtp-server'],
  // `npm run check` compiles and lints the whole project once; the build does not do it a second time.
  typescript: { ignoreBuildErrors: true },
};
