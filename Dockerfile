# The gateway as an image: docker build -t webhook-gateway .
# The first stage runs on the builder's own processor and the second runs nothing: an image for arm64 needs no emulation.
ARG NODE=docker.io/library/node:24.21.0-slim

FROM --platform=$BUILDPLATFORM ${NODE} AS build
ARG TARGETARCH
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# npm opens many files at once: some builders begin with a low soft limit.
RUN ulimit -n "$(ulimit -Hn)" && npm ci --ignore-scripts
COPY . .
# What npm would publish, and the driver of SQLite in the version of the lockfile, with the one binary that runs here.
RUN npm pack --pack-destination /tmp \
 && mkdir -p /image/data /image/app/node_modules \
 && tar -xzf /tmp/streamgank-webhook-gateway-*.tgz -C /image/app --strip-components=1 \
 && ln -s gateway.js /image/app/bin/gateway && chmod 755 /image/app/bin/gateway.js \
 && cp -R node_modules/better-sqlite3 /image/app/node_modules/ \
 && cd /image/app/node_modules/better-sqlite3 && rm -r src deps binding.gyp \
 && case "${TARGETARCH:-$(node -p process.arch)}" in amd64 | x64) arch=x64 ;; *) arch=arm64 ;; esac \
 && test -e "prebuilds/linux-$arch.node" \
 && find prebuilds -type f ! -name "linux-$arch.node" -delete

FROM ${NODE}
LABEL org.opencontainers.image.title="StreamGank webhook gateway" \
      org.opencontainers.image.description="Webhook and notification gateway: takes each event once, delivers it to every subscribed endpoint, loses nothing." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/node:24.21.0-slim"
COPY --from=build /image/app /app
COPY --from=build --chown=1000:1000 /image/data /data
# With PostgreSQL the keys are kept in ./data, which is the volume, too.
WORKDIR /
ENV NODE_ENV=production \
    PATH=/app/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOST=0.0.0.0 \
    DATABASE_URL=sqlite:///data/gateway.db
VOLUME /data
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 CMD ["node", "/app/bin/gateway.js", "healthcheck"]
ENTRYPOINT ["node", "/app/bin/gateway.js"]
CMD ["start"]
