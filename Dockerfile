# Build:   docker build -t wenbao .
# Run:     docker run -d --name wenbao --restart unless-stopped --env-file .env -v wenbao:/data wenbao
# Reports: add -v /path/to/reports:/wenbao/index/reports:ro, then `docker exec wenbao wenbao index rebuild`.
#
# The token comes with --env-file when the container starts; nothing of it is in the image.

FROM rust:1.95-slim-trixie AS build
WORKDIR /src
# What .dockerignore lets through.
COPY . .
RUN cargo build --locked --release --bin wenbao

FROM debian:trixie-slim
# For charts.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-wqy-microhei && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin wenbao \
    && install -d -o wenbao -g wenbao /data
WORKDIR /wenbao
COPY --from=build /src/target/release/wenbao /usr/local/bin/wenbao
COPY index/reports index/reports
# Snapshots and the bot's state lie in the volume; the reports lie in the image or in a folder mounted over them.
RUN install -d config && printf '[index]\nfolder = "/data"\n' > config/wenbao.toml
USER wenbao
VOLUME /data
ENTRYPOINT ["wenbao"]
CMD ["bot"]
