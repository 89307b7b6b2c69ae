FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app

# Install scripts would fetch a second Node, for npm scripts outside of containers, and nothing that is needed here.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./

FROM packages AS build
RUN --mount=type=cache,target=/npm-cache npm ci --cache /npm-cache --ignore-scripts --workspaces=false
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY libs libs
COPY apps apps
COPY docs/asyncapi docs/asyncapi
COPY tools/build/bundle.ts tools/build/web.ts tools/build/
RUN npm run build

FROM packages AS production-packages
RUN --mount=type=cache,target=/npm-cache npm ci --cache /npm-cache --ignore-scripts --workspaces=false --omit=dev

# One image for all services: the command selects one.
FROM base
ENV NODE_ENV=production
RUN install --directory --owner=node --group=node /var/lib/twotier /var/lib/portal
COPY package.json ./
COPY --from=production-packages /app/node_modules node_modules
COPY --from=build /app/dist/services dist/services
USER node
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/services/gateway.js"]
