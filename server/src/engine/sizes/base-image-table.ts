// Sizes of published base images, as read; MB = 10⁶ bytes, linux/amd64. What lies between is told from them (base-images.ts).
//
// To add one: a line in the block of its source, with the tag cut to the version that names the line of releases (3.12, 20)
// and with the release of the system where the tag may move from one to another (`python:3.12-slim-trixie`).
import { dotnetFigures } from "./base-image-table-dotnet";
import { earlyFigures } from "./base-image-table-early";
import { listedFigures } from "./base-image-table-listed";

/** Figures of one source; each line is one image: tag, unpacked MB, compressed MB or `-`, month, and the platform where it is not amd64. */
interface FigureTable {
  readonly source: string;
  /** Before every line's tag. */
  readonly prefix?: string;
  readonly lines: string;
}

export const figureTables: readonly FigureTable[] = [
  // `docker inspect` by the maintainers of Docker's official images, and the layers in the registry's manifest.
  {
    source: "docker-library/repo-info",
    lines: `
alpine:3.20 7.80 - 2025-02
alpine:3.21 7.83 - 2025-10
alpine:3.23 8.44 3.86 2025-12
alpine:edge - 4.25 2025-12
amazonlinux:2023 148.5 - 2025-12
buildpack-deps:bookworm-scm 315.08 - 2022-05
buildpack-deps:trixie-scm 353.6 - 2024-08
debian:bookworm 116.57 48.5 2026-07
debian:bookworm-slim 74.83 28.2 2026-09
debian:buster-slim 69.21 - 2019-12
debian:bullseye 121.24 - 2021-01
debian:bullseye-slim 73.74 - 2021-01
debian:trixie 117.89 - 2025-02
debian:trixie-slim 75.42 - 2025-02
docker:27-cli 188.32 - 2025-01
docker:28-cli 212.84 - 2025-07
eclipse-temurin:17-jdk-jammy 414.96 - 2026-03
eclipse-temurin:25-jdk-noble 392.35 - 2026-03
eclipse-temurin:17-jre-alpine 184.02 - 2026-08
eclipse-temurin:21-jre-noble 318.14 121.1 2026-07
golang:1.10-alpine 394.2 - 2018-07
golang:1.10-alpine 259.5 - 2018-08
golang:1.11-alpine 311.1 - 2018-08
golang:1.12-alpine - 128.3 2019-03
golang:1.13-alpine 359.6 - 2020-04
golang:1.15-alpine 299.5 - 2021-04
golang:1.16-alpine 301.71 - 2022-02
golang:1.17-alpine 314.3 - 2022-07
golang:1.19-alpine 354.43 - 2023-09
golang:1.21-alpine 221.7 - 2024-01
golang:1.22-alpine 230.58 - 2024-05
golang:1.23-alpine 245.66 - 2025-07
golang:1.24-alpine 260.58 - 2025-02
golang:1.25-alpine 215.1 - 2026-05
golang:1.26-alpine 241.36 - 2026-08
golang:1.21-bookworm 814.8 - 2024-05
golang:1.25-bookworm 807.1 - 2026-05
golang:1.16-buster 861.9 - 2021-03
golang:1.26-trixie 873.8 312.3 2026-07
gradle:8.5-jdk21-jammy 740 - 2023-11
maven:3-eclipse-temurin-21 538.99 - 2026-07
maven:3.8-jdk-11-slim 439.5 - 2021-05
nginx:1.26-alpine 43.28 - 2024-08
nginx:1.31-alpine 62.94 - 2026-09
nginx:1.25-alpine-slim 17.07 - 2024-04
nginx:1.27-alpine-slim 17.09 - 2024-05
nginx:1.29-alpine-slim 12.45 - 2025-08
nginx:1.27-bookworm 191.76 - 2024-11
nginx:1.31-trixie 170.06 - 2026-09
node:10-alpine - 27.5 2026-11
node:12-alpine 89.4 - 2021-10
node:18-alpine 129.1 - 2024-04
node:20-alpine 132.9 - 2024-06
node:21-alpine 140.80 - 2024-04
node:22-alpine 159.18 - 2025-07
node:22-alpine 167.35 - 2026-09
node:23-alpine 162.07 - 2025-05
node:24-alpine 159.7 58.5 2025-11
node:20-bookworm 1100 - 2026-02
node:20-bookworm-slim 198.9 - 2024-05
node:14-buster-slim 181.7 - 2021-10
node:8-slim-stretch - 51.9 2019-09
node:12-slim-stretch - 56.4 2019-10
node:22-trixie 1220 408.5 2026-06
openjdk:11-slim-buster 421.8 - 2021-12
php:8.3-apache-bookworm 505.74 - 2026-05
php:8.3-fpm-alpine 90.06 - 2024-11
postgres:14-bookworm 425.35 - 2026-04
postgres:15-bookworm 428.86 - 2026-06
postgres:16-bookworm 435.28 - 2026-06
postgres:17-bookworm 437.74 - 2026-06
postgres:18-trixie 456.15 - 2026-04
python:3.7-alpine 45.61 - 2022-06
python:3.9-alpine 46.8 - 2023-04
python:3.11-alpine 52.11 - 2023-10
python:3.13-alpine 45.55 - 2026-08
python:3.9-bullseye 914.18 - 2022-03
python:3.10-slim-bookworm 127.34 - 2024-08
python:3.11-slim-trixie 124.84 - 2026-08
python:3.12-slim-trixie 119.2 43.2 2026-07
amazoncorretto:25 532.27 - 2026-07
buildpack-deps:jammy-curl 95.13 - 2026-07
buildpack-deps:jammy-curl - 36.8 2026-08
buildpack-deps:jammy-curl - 33.8 2026-08 arm32
buildpack-deps:noble-curl 118.31 45.7 2026-08
buildpack-deps:noble-curl - 42.3 2026-08 arm64
buildpack-deps:noble-curl - 39.6 2026-08 arm32
buildpack-deps:resolute-curl 149.41 61.4 2026-03
buildpack-deps:resolute-curl - 60.1 2026-03 arm64
composer:2 224.6 - 2026-07
docker:29-cli 168.24 - 2026-09
eclipse-temurin:11-jdk-noble 407.98 - 2026-08
eclipse-temurin:17-jdk-resolute 447.88 - 2026-08
eclipse-temurin:17-jre-noble 263.88 - 2026-09
eclipse-temurin:21-jre-jammy 286.27 - 2026-07
gradle:9.4-jdk17-jammy 725.08 - 2026-04
gradle:9.6-jdk21-graal-noble 1220 - 2026-07
mariadb:10.11-jammy 326.08 - 2026-08
maven:3.6.1-jdk-11-slim - 235.7 2019-05
maven:3.6.1-jdk-11-slim - 229.5 2019-05 arm64
maven:3.6.3-jdk-11-slim - 245.6 2021-03
maven:3.6.3-jdk-11-slim - 241.9 2021-03 arm64
maven:3-eclipse-temurin-25-alpine 324.68 - 2026-09
node:18-slim-bookworm - 68.2 2025-03
node:18-slim-bullseye - 79.3 2022-10
node:26-slim-trixie 257.93 - 2026-09
python:3.14-slim-trixie 119.46 43.4 2026-08
rabbitmq:4.2-noble 239.06 - 2026-07
rabbitmq:4.3-alpine 164.18 - 2026-07
ruby:3.4-alpine 76.99 - 2026-07
ruby:4.0-alpine 89.39 - 2026-09
rabbitmq:4.0-alpine 152.41 - 2025-09
redis:6-alpine 30.18 - 2025-01
redis:7-alpine 41.39 - 2025-01
redis:8.2-alpine 71.42 - 2026-09
redis:8-alpine 97.35 - 2026-03
ruby:3.2-alpine 83.06 - 2024-04
ruby:3.3-alpine 68.67 - 2025-04
ruby:3.3-slim-bookworm 149.69 - 2025-08
rust:1-alpine 1060 - 2026-06
rust:1-slim-trixie 921.07 - 2026-07
tomcat:7.0-jre7-slim 267.17 - 2018-01
tomcat:9.0-jre9-slim 321.06 - 2018-04
ubuntu:18.04 64.23 - 2020-08
ubuntu:20.04 72.9 - 2021-03
ubuntu:22.04 78.08 - 2026-07
ubuntu:24.04 78.16 - 2026-08
ubuntu:26.04 100.15 - 2026-06
`,
  },
  { source: "docker-library/repo-info", lines: earlyFigures },
  // Layer sizes of the manifests and `docker images`, summer of 2026.
  {
    source: "figures of the published image",
    lines: `
alpine:3.24 - 3.85 2026-07
eclipse-temurin:21-jdk-noble 474.8 230.1 2026-07
node:22-bookworm-slim 227.3 79.8 2026-07
python:3.12-alpine 48.8 18.0 2026-07
python:3.12-trixie 1110 410.9 2026-07
rust:1-trixie 1660 593 2026-07
`,
  },
  // The root file system's archive in the image's own repository: its files summed, its size compressed.
  {
    source: "alpinelinux/docker-alpine",
    lines: `
alpine:3.6 3.84 1.88 2019-03 arm64
alpine:3.6 4.02 1.95 2019-03
alpine:3.7 4.01 1.94 2019-03 arm64
alpine:3.7 4.20 2.04 2019-03
alpine:3.8 4.20 2.04 2020-01 arm64
alpine:3.8 4.41 2.14 2020-01
alpine:3.9 5.30 2.60 2020-04 arm64
alpine:3.9 5.54 2.70 2020-04
alpine:3.10 5.34 2.63 2021-04 arm64
alpine:3.10 5.58 2.71 2021-04
alpine:3.11 5.61 2.73 2021-11
alpine:3.11 5.36 2.64 2021-11 arm64
alpine:3.12 5.58 2.72 2022-04
alpine:3.12 5.33 2.62 2022-04 arm64
alpine:3.13 5.37 2.64 2022-08 arm64
alpine:3.13 5.62 2.74 2022-08
alpine:3.14 5.35 2.64 2023-03 arm64
alpine:3.14 5.61 2.74 2023-03
alpine:3.15 5.59 2.74 2023-11
alpine:3.15 5.34 2.63 2023-11 arm64
alpine:3.16 5.30 2.62 2024-01 arm64
alpine:3.16 5.54 2.72 2024-01
alpine:3.17 7.08 3.28 2024-09
alpine:3.17 7.40 3.15 2024-09 arm64
alpine:3.18 7.35 3.29 2024-09
alpine:3.18 7.66 3.21 2024-09 arm64
alpine:3.19 7.73 3.23 2024-09 arm64
alpine:3.19 7.39 3.30 2024-09
alpine:3.20 8.82 3.95 2024-09 arm64
alpine:3.20 7.79 3.49 2024-09
alpine:edge 8.23 3.85 2024-09 arm64
alpine:edge 7.82 3.50 2024-09
`,
  },
  {
    source: "docker-library/busybox",
    lines: `
busybox:1.38 4.11 1.90 2026-07 arm64
busybox:1.38 4.42 2.21 2026-07
busybox:1.38-musl 1.51 0.87 2026-07
busybox:1.38-musl 1.63 0.90 2026-07 arm64
busybox:1.38-uclibc 1.23 0.76 2026-07
busybox:1.38-uclibc 1.47 0.81 2026-07 arm64
`,
  },
  // What people's own `docker images` printed, in public notes and issues; the month is the one of reading where the listing
  // tells none.
  {
    source: "public listings of docker images",
    lines: listedFigures,
  },
  // What is in the layers, counted and summed up in a public test, and as pulled, in a public Dockerfile.
  {
    source: "public measurements with crane",
    lines: `
nvidia/cuda:12.6.3-cudnn-devel-ubuntu24.04 8236 - 2026-08
nvidia/cuda:13.0.3-cudnn-devel-ubuntu24.04 - 4030 2026-08
`,
  },
  // runtime-deps:8.0-azurelinux3.0, 106.9, less ICU and time zones, 34.9 by its -distroless-extra, and the 3 to 8 of certificates
  // and libraries that its public Dockerfile adds besides.
  {
    source: "size baseline of dotnet/dotnet-docker less what the public Dockerfile adds",
    lines: `
mcr.microsoft.com/azurelinux/base/core:3.0 67 - 2025-05
`,
  },
  // Sizes on Docker Hub; 2²⁰ bytes there.
  {
    source: "demisto/dockerfiles-info",
    lines: `
demisto/btfl-soup:1.0.1 - 35.0 2026-07
demisto/crypto:1.0.0.11658507 - 45.7 2026-08
demisto/crypto:1.0.0.19032 - 27.0 2021-04
demisto/faker3:1.0.0 - 34.5 2026-07
demisto/opencv:1.0.0 - 240.4 2026-07
demisto/python:2.7.18 - 31.0 2023-03
demisto/python3:3.10.1 - 29.6 2022-02
demisto/python3:3.10 - 29.8 2023-06
demisto/python3:3.10 - 32.2 2023-07
demisto/python3:3.11 - 35.5 2024-08
demisto/python3:3.11 - 36.0 2024-11
demisto/python3:3.12 - 30.3 2026-06
`,
  },
  // Scripts alone, as they lie in the repository.
  {
    source: "the files of tonistiigi/xx",
    lines: `
tonistiigi/xx:1.1 0.0533 - 2022-05
tonistiigi/xx:1.9 0.0674 - 2025-12
`,
  },
  // What `-extra` adds is the same for every image: runtime-deps with it, less runtime-deps without.
  {
    source: "sums of the size baseline of dotnet/dotnet-docker",
    prefix: "mcr.microsoft.com/dotnet/",
    lines: `
runtime:8.0-alpine-extra 119.3 - 2025-05
aspnet:8.0-alpine-extra 143.3 - 2025-05
runtime:8.0-alpine-extra 126.3 - 2025-05 arm64
aspnet:8.0-alpine-extra 153.1 - 2025-05 arm64
runtime:8.0-alpine-extra 109.2 - 2025-05 arm32
aspnet:8.0-alpine-extra 134.6 - 2025-05 arm32
runtime:9.0-alpine-extra 120.4 - 2025-05
aspnet:9.0-alpine-extra 144.4 - 2025-05
runtime:10.0-alpine-extra 120.4 - 2025-05
aspnet:10.0-alpine-extra 144.4 - 2025-05
runtime:10.0-alpine-extra 127.6 - 2025-05 arm64
aspnet:10.0-alpine-extra 154.3 - 2025-05 arm64
runtime:10.0-alpine-extra 110.5 - 2025-05 arm32
aspnet:10.0-alpine-extra 136.0 - 2025-05 arm32
`,
  },
  { source: "the size baseline of dotnet/dotnet-docker", prefix: "mcr.microsoft.com/dotnet/", lines: dotnetFigures },
];
