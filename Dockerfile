FROM node:24.21.0-bookworm-slim AS node

# Install scripts would fetch a second Node, for npm scripts outside of containers, and nothing that is needed here.
FROM node AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/npm-cache npm ci --cache /npm-cache --ignore-scripts --workspaces=false
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY libs libs
COPY apps apps
COPY docs/asyncapi docs/asyncapi
COPY tools/build/bundle.ts tools/build/fingerprint.ts tools/build/first-load.ts tools/build/web.ts tools/build/
RUN npm run build && find dist/services -name '*.map' -delete

# One image for all services: the command selects one. It holds the bundles, what they load beside them, and Node.
FROM debian:bookworm-slim
ENV NODE_ENV=production
RUN useradd --uid 1000 --user-group node && install --directory --owner=node --group=node /var/lib/twotier /var/lib/portal
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY --from=build /app/dist/services dist/services
USER node
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/services/gateway.js"]
