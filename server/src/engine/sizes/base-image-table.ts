// Sizes of published base images, as read; MB = 10⁶ bytes, linux/amd64. What lies between is told from them (base-images.ts).
//
// To add one: a line in the block of its source, with the tag cut to the version that names the line of releases (3.12, 20)
// and with the release of the system where the tag may move from one to another (`python:3.12-slim-trixie`).
import { dotnetFigures } from "./base-image-table-dotnet";

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
alpine:3.23 8.44 3.86 2025-12
alpine:edge - 4.25 2025-12
amazonlinux:1 164.8 61.6 2017-11
amazonlinux:2 203.6 76.4 2017-12
amazonlinux:2023 148.5 - 2025-12
buildpack-deps:bookworm-scm 315.08 - 2022-05
buildpack-deps:jessie 614.9 250.1 2017-12
buildpack-deps:jessie-curl 168.0 71.9 2017-12
buildpack-deps:jessie-scm 290.9 115.1 2017-12
buildpack-deps:stretch 829.7 323.7 2017-12
buildpack-deps:stretch-curl 131.7 60.6 2017-12
buildpack-deps:stretch-scm 273.4 110.6 2017-12
buildpack-deps:trixie-scm 353.6 - 2024-08
buildpack-deps:trusty 587.3 213.9 2018-01
buildpack-deps:trusty-curl 233.5 77.7 2018-01
buildpack-deps:trusty-scm 313.6 107.2 2018-01
buildpack-deps:xenial 633.8 232.2 2018-01
buildpack-deps:xenial-curl 128.4 50.2 2018-01
buildpack-deps:xenial-scm 251.5 92.0 2018-01
cassandra:3.11 385.4 165.2 2018-01
centos:6 194.5 70.1 2018-01
centos:7 207.2 73.7 2018-01
clojure:lein 754.5 310.1 2017-12
clojure:lein-alpine 139.1 96.4 2018-01
composer:1 145.8 58.3 2018-01
debian:bookworm 116.57 48.5 2026-07
debian:bookworm-slim 74.83 28.2 2026-09
debian:bullseye-slim 73.74 - 2021-01
debian:jessie 123.4 52.6 2017-12
debian:jessie-slim 79.2 30.1 2017-12
debian:stretch 100.1 45.1 2017-12
debian:stretch-slim 55.3 22.5 2017-12
debian:trixie-slim 75.42 - 2025-02
debian:wheezy 85.2 38.1 2017-12
debian:wheezy-slim 46.9 19.2 2017-12
docker:17.06 97.2 32.4 2017-09
docker:17.09 99.8 33.0 2018-01
docker:17.12 114.4 37.0 2018-01
docker:18.01 131.6 41.1 2018-01
docker:28-cli 212.84 - 2025-07
docker:17.06-dind 102.9 34.7 2017-09
docker:17.09-dind 109.7 37.1 2018-01
docker:17.12-dind 125.6 41.5 2018-01
docker:18.01-dind 142.8 45.7 2018-01
drupal:8 455.0 180.3 2018-01
eclipse-temurin:17-jdk-jammy 414.96 - 2026-03
eclipse-temurin:25-jdk-noble 392.35 - 2026-03
eclipse-temurin:17-jre-alpine 184.02 - 2026-08
eclipse-temurin:21-jre-noble 318.14 121.1 2026-07
elasticsearch:5 580.9 262.7 2018-01
elasticsearch:5-alpine 124.7 92.0 2018-01
elixir:1.4 897.0 401.8 2017-12
elixir:1.6 890.2 399.8 2018-01
elixir:1.6-alpine 83.1 51.0 2018-01
elixir:1.4-slim 448.5 221.8 2017-12
elixir:1.6-slim 287.4 121.9 2018-01
erlang:18 756.9 311.8 2017-12
erlang:20 877.1 393.8 2017-12
erlang:20-alpine 74.6 46.1 2018-01
erlang:18-slim 287.0 119.9 2017-12
erlang:20-slim 277.0 116.6 2017-12
fedora:25 232.4 79.9 2017-11
fedora:26 231.3 79.4 2017-11
fedora:27 251.7 86.8 2017-11
gcc:5 1430.0 451.5 2018-01
gcc:6 1490.0 465.3 2018-01
gcc:7 1640.0 526.4 2018-01
ghost:1 583.8 210.1 2018-01
ghost:1-alpine 414.2 134.0 2018-01
golang:1.7-alpine 240.6 73.7 2017-06
golang:1.8-alpine 257.1 78.0 2018-01
golang:1.9-alpine 269.2 82.6 2018-01
golang:1.10-alpine 394.2 - 2018-07
golang:1.10-alpine 259.5 - 2018-08
golang:1.11-alpine 311.1 - 2018-08
golang:1.12-alpine - 128.3 2019-03
golang:1.13-alpine 359.6 - 2020-04
golang:1.17-alpine 314.3 - 2022-07
golang:1.21-alpine 221.7 - 2024-01
golang:1.25-alpine 215.1 - 2026-05
golang:1.26-alpine 241.36 - 2026-08
golang:1.21-bookworm 814.8 - 2024-05
golang:1.25-bookworm 807.1 - 2026-05
golang:1.16-buster 861.9 - 2021-03
golang:1.7-jessie 676.4 260.0 2017-06
golang:1.8-jessie 711.6 276.4 2017-10
golang:1.8-jessie 713.1 276.4 2018-01
golang:1.8-stretch 717.5 268.5 2018-01
golang:1.9-stretch 733.5 273.9 2017-10
golang:1.9-stretch 735.0 273.9 2018-01
golang:1.26-trixie 873.8 312.3 2026-07
gradle:8.5-jdk21-jammy 740 - 2023-11
gradle:4.5-jdk8 819.1 367.1 2018-01
gradle:4.5-jdk8-alpine 183.6 145.0 2018-01
haproxy:1.7 137.2 58.0 2018-01
haproxy:1.8 70.9 28.4 2018-01
haproxy:1.7-alpine 14.7 6.8 2018-01
haproxy:1.8-alpine 16.8 7.6 2018-01
haskell:8.0 961.1 251.1 2017-06
haskell:8.2 1050.0 269.4 2017-12
httpd:2.2 171.3 66.6 2017-12
httpd:2.4 179.3 69.9 2018-01
httpd:2.2-alpine 80.5 24.4 2018-01
httpd:2.4-alpine 86.8 28.0 2018-01
jenkins:2.60.3 809.0 365.4 2017-12
jenkins:2.60.3-alpine 223.1 168.0 2017-11
julia:0.6 376.2 128.3 2017-12
kibana:5 394.8 128.9 2018-01
logstash:5 739.6 334.3 2018-01
mariadb:5.5 278.8 98.2 2018-01
mariadb:10.0 337.4 119.6 2017-12
mariadb:10.1 397.1 135.2 2017-12
mariadb:10.2 395.9 135.3 2018-01
mariadb:10.3 397.8 135.8 2018-01
maven:3-eclipse-temurin-21 538.99 - 2026-07
maven:3.8-jdk-11-slim 439.5 - 2021-05
maven:3.5-jdk-7 564.7 253.8 2017-12
maven:3.5-jdk-7-alpine 158.6 90.3 2018-01
maven:3.5-jdk-7-slim 347.6 159.0 2017-12
maven:3.5-jdk-8 747.8 303.5 2017-12
maven:3.5-jdk-8-alpine 117.6 83.1 2018-01
maven:3.5-jdk-8-slim 263.9 103.3 2017-12
maven:3.5-jdk-9 903.9 409.5 2017-12
maven:3.5-jdk-9-slim 392.0 194.7 2017-12
memcached:1.5 58.6 23.5 2017-12
memcached:1.5-alpine 7.2 3.4 2018-01
mongo:3.2-jessie 300.0 104.2 2017-12
mongo:3.4-jessie 359.6 131.9 2017-12
mongo:3.6-jessie 365.6 130.4 2018-01
mongo:3.0-wheezy 232.1 84.5 2017-12
mono:5 530.6 167.3 2017-12
mono:5.4 530.6 167.3 2017-12
mysql:5.5 257.3 90.2 2018-01
mysql:5.6 299.1 105.1 2018-01
mysql:5.7 408.6 144.4 2018-01
mysql:8.0 342.6 112.9 2017-12
neo4j:3.3 188.8 149.0 2018-01
nginx:1.12 108.3 44.4 2017-12
nginx:1.13 108.5 44.4 2017-12
nginx:1.12-alpine 15.5 6.7 2018-01
nginx:1.13-alpine 16.8 7.1 2018-01
nginx:1.26-alpine 43.28 - 2024-08
nginx:1.31-alpine 62.94 - 2026-09
nginx:1.27-alpine-slim 17.09 - 2024-05
nginx:1.27-bookworm 191.76 - 2024-11
nginx:1.31-trixie 170.06 - 2026-09
node:4-alpine 41.1 14.0 2018-01
node:6-alpine 54.7 18.9 2018-01
node:8-alpine 68.1 22.7 2018-01
node:9-alpine 68.0 22.7 2018-01
node:12-alpine 89.4 - 2021-10
node:18-alpine 129.1 - 2024-04
node:20-alpine 132.9 - 2024-06
node:22-alpine 167.35 - 2026-09
node:24-alpine 159.7 58.5 2025-11
node:20-bookworm 1100 - 2026-02
node:20-bookworm-slim 198.9 - 2024-05
node:14-buster-slim 181.7 - 2021-10
node:4-jessie 656.3 263.6 2017-12
node:6-jessie 662.4 265.6 2018-01
node:8-jessie 676.4 269.7 2018-01
node:9-jessie 676.3 269.7 2018-01
node:4-slim-jessie 210.5 85.7 2017-12
node:6-slim-jessie 216.7 87.7 2018-01
node:8-slim-jessie 230.7 91.8 2018-01
node:9-slim-jessie 230.6 91.8 2018-01
node:8-slim-stretch - 51.9 2019-09
node:12-slim-stretch - 56.4 2019-10
node:4-stretch 871.1 337.2 2017-12
node:6-stretch 877.3 339.2 2018-01
node:8-stretch 891.3 343.3 2018-01
node:9-stretch 891.2 343.3 2018-01
node:22-trixie 1220 408.5 2026-06
openjdk:7-alpine 142.4 79.5 2018-01
openjdk:8-alpine 101.5 72.3 2018-01
openjdk:7-jessie 554.1 244.9 2017-12
openjdk:7-jre-alpine 120.5 63.2 2018-01
openjdk:8-jre-alpine 82.0 56.5 2018-01
openjdk:7-jre-jessie 428.5 189.6 2017-12
openjdk:9-jre-sid 654.8 266.6 2017-12
openjdk:7-jre-slim-jessie 239.8 104.3 2017-12
openjdk:9-jre-slim-sid 285.8 102.2 2017-12
openjdk:8-jre-slim-stretch 204.8 79.2 2017-12
openjdk:8-jre-stretch 537.7 227.1 2017-12
openjdk:9-sid 893.3 400.6 2017-12
openjdk:11-slim-buster 421.8 - 2021-12
openjdk:7-slim-jessie 333.3 148.8 2017-12
openjdk:9-slim-sid 373.6 182.8 2017-12
openjdk:8-slim-stretch 244.1 90.9 2017-12
openjdk:8-stretch 737.2 294.7 2017-12
oraclelinux:6 170.9 70.3 2017-11
oraclelinux:7 229.1 84.3 2018-01
oraclelinux:6-slim 120.6 44.0 2017-11
oraclelinux:7-slim 117.7 42.6 2017-11
perl:5.22 876.7 336.2 2017-12
perl:5.26 879.2 336.8 2017-12
photon:1.0 127.5 48.9 2017-11
php:5.6-alpine 43.1 22.7 2018-01
php:7.0-alpine 55.6 26.2 2018-01
php:7.1-alpine 57.1 26.8 2018-01
php:7.2-alpine 61.9 26.9 2018-01
php:8.3-apache-bookworm 505.74 - 2026-05
php:5.6-apache-jessie 377.5 159.9 2018-01
php:7.0-apache-jessie 390.3 163.5 2018-01
php:7.1-apache-jessie 391.7 164.1 2018-01
php:7.2-apache-stretch 376.7 134.5 2018-01
php:5.6-fpm-alpine 54.9 26.4 2018-01
php:7.0-fpm-alpine 67.7 30.1 2018-01
php:7.1-fpm-alpine 69.4 30.8 2018-01
php:7.2-fpm-alpine 76.7 31.1 2018-01
php:8.3-fpm-alpine 90.06 - 2024-11
php:5.6-fpm-jessie 367.3 156.0 2018-01
php:7.0-fpm-jessie 380.1 159.6 2018-01
php:7.1-fpm-jessie 381.9 160.3 2018-01
php:7.2-fpm-stretch 366.2 130.8 2018-01
php:5.6-jessie 355.5 152.2 2018-01
php:7.0-jessie 368.0 155.8 2018-01
php:7.1-jessie 369.6 156.4 2018-01
php:7.2-stretch 351.4 126.6 2018-01
postgres:9.4 262.8 103.2 2017-12
postgres:9.6 267.7 104.1 2017-12
postgres:10 286.9 116.7 2017-12
postgres:9.4-alpine 36.3 14.3 2018-01
postgres:9.6-alpine 37.8 14.7 2018-01
postgres:10-alpine 38.2 14.4 2018-01
postgres:16-bookworm 435.28 - 2026-06
python:2.7-alpine 72.4 24.8 2018-01
python:3.4-alpine 82.6 27.7 2018-01
python:3.6-alpine 89.2 29.7 2018-01
python:3.9-alpine 46.8 - 2023-04
python:3.13-alpine 45.55 - 2026-08
python:3.9-bullseye 914.18 - 2022-03
python:2.7-jessie 680.7 273.1 2017-12
python:3.4-jessie 686.8 272.8 2017-12
python:3.6-jessie 691.7 274.6 2017-12
python:3.10-slim-bookworm 127.34 - 2024-08
python:2.7-slim-jessie 138.5 49.7 2017-12
python:3.4-slim-jessie 151.3 52.9 2017-12
python:3.6-slim-jessie 156.2 54.8 2017-12
python:2.7-slim-stretch 119.3 43.8 2017-12
python:3.6-slim-stretch 137.0 49.1 2017-12
python:3.11-slim-trixie 124.84 - 2026-08
python:3.12-slim-trixie 119.2 43.2 2026-07
python:2.7-stretch 899.7 347.9 2017-12
python:3.6-stretch 910.6 349.8 2017-12
r-base:3.4.3 647.3 271.7 2017-12
rabbitmq:3.6 124.6 63.0 2018-01
rabbitmq:3.7 126.8 68.1 2017-12
rabbitmq:3.6-alpine 38.9 23.7 2018-01
rabbitmq:3.7-alpine 49.2 32.8 2018-01
rabbitmq:4.0-alpine 152.41 - 2025-09
rabbitmq:3.6-management 148.8 70.6 2018-01
rabbitmq:3.7-management 150.9 75.7 2017-12
rabbitmq:3.6-management-alpine 74.9 34.7 2018-01
rabbitmq:3.7-management-alpine 85.5 43.8 2018-01
redis:3.2 99.7 36.8 2017-12
redis:4.0 106.7 39.4 2018-01
redis:3.2-alpine 20.0 7.6 2018-01
redis:4.0-alpine 27.1 10.2 2018-01
redis:7-alpine 41.39 - 2025-01
rethinkdb:2.3 182.3 77.9 2017-12
ruby:2.2-alpine 107.2 33.8 2018-01
ruby:2.3-alpine 114.5 35.8 2018-01
ruby:2.4-alpine 51.3 24.9 2018-01
ruby:2.5-alpine 60.7 30.0 2018-01
ruby:3.3-alpine 68.67 - 2025-04
ruby:2.2-jessie 719.1 281.8 2018-01
ruby:2.3-jessie 726.3 283.9 2018-01
ruby:2.4-jessie 674.7 271.2 2018-01
ruby:3.3-slim-bookworm 149.69 - 2025-08
ruby:2.2-slim-jessie 259.0 94.7 2018-01
ruby:2.3-slim-jessie 266.2 96.7 2018-01
ruby:2.4-slim-jessie 214.7 84.1 2018-01
ruby:2.5-slim-stretch 177.7 80.0 2018-01
ruby:2.5-stretch 868.7 345.1 2018-01
rust:1.20 1320.0 - 2017-10
rust:1-alpine 1060 - 2026-06
rust:1-slim-trixie 921.07 - 2026-07
rust:1.23-stretch 1450.0 510.1 2018-01
tomcat:8-jre8 557.4 238.2 2018-01
tomcat:9-jre8 557.4 238.1 2018-01
tomcat:8-jre8-alpine 105.2 69.7 2018-01
tomcat:9-jre8-alpine 105.1 69.6 2018-01
tomcat:8-jre8-slim 223.7 90.1 2018-01
tomcat:9-jre8-slim 223.7 90.0 2018-01
ubuntu:14.04 222.0 73.0 2018-01
ubuntu:16.04 111.7 42.9 2018-01
ubuntu:18.04 64.23 - 2020-08
ubuntu:20.04 72.9 - 2021-03
ubuntu:22.04 78.08 - 2026-07
ubuntu:24.04 78.16 - 2026-08
wordpress:4 407.2 144.1 2018-01
zookeeper:3.4 146.2 94.6 2018-01
`,
  },
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
alpine:3.7 4.20 2.04 2019-03
alpine:3.7 4.01 1.94 2019-03 arm64
alpine:3.8 4.20 2.04 2020-01 arm64
alpine:3.8 4.41 2.14 2020-01
alpine:3.9 5.54 2.70 2020-04
alpine:3.9 5.30 2.60 2020-04 arm64
alpine:3.10 5.58 2.71 2021-04
alpine:3.10 5.34 2.63 2021-04 arm64
alpine:3.11 5.36 2.64 2021-11 arm64
alpine:3.11 5.61 2.73 2021-11
alpine:3.12 5.58 2.72 2022-04
alpine:3.12 5.33 2.62 2022-04 arm64
alpine:3.13 5.62 2.74 2022-08
alpine:3.13 5.37 2.64 2022-08 arm64
alpine:3.14 5.61 2.74 2023-03
alpine:3.14 5.35 2.64 2023-03 arm64
alpine:3.15 5.34 2.63 2023-11 arm64
alpine:3.15 5.59 2.74 2023-11
alpine:3.16 5.54 2.72 2024-01
alpine:3.16 5.30 2.62 2024-01 arm64
alpine:3.17 7.08 3.28 2024-09
alpine:3.17 7.40 3.15 2024-09 arm64
alpine:3.18 7.35 3.29 2024-09
alpine:3.18 7.66 3.21 2024-09 arm64
alpine:3.19 7.39 3.30 2024-09
alpine:3.19 7.73 3.23 2024-09 arm64
alpine:3.20 7.79 3.49 2024-09
alpine:3.20 8.82 3.95 2024-09 arm64
alpine:edge 7.82 3.50 2024-09
alpine:edge 8.23 3.85 2024-09 arm64
`,
  },
  {
    source: "docker-library/busybox",
    lines: `
busybox:1.38 4.42 2.21 2026-07
busybox:1.38 4.11 1.90 2026-07 arm64
busybox:1.38-musl 1.51 0.87 2026-07
busybox:1.38-musl 1.63 0.90 2026-07 arm64
busybox:1.38-uclibc 1.47 0.81 2026-07 arm64
busybox:1.38-uclibc 1.23 0.76 2026-07
`,
  },
  // What people's own `docker images` printed, in public notes and issues; the month is the one of reading.
  {
    source: "public listings of docker images",
    lines: `
amazoncorretto:8 389 - 2026-11
amazoncorretto:8 346 - 2026-11
amazoncorretto:11 448 - 2026-11
amazoncorretto:17 465 - 2026-11
amazoncorretto:11-alpine 271 - 2026-11
archlinux:latest 381 - 2026-11
archlinux:latest 370 - 2026-11
archlinux:latest 407 - 2026-11
archlinux:latest 434 - 2026-11
continuumio/miniconda3:latest 399 - 2026-11
gcr.io/distroless/base-debian10 19.2 - 2026-11
gcr.io/distroless/static:nonroot 2.08 - 2026-11
ghcr.io/astral-sh/uv:latest 58.2 - 2026-11
ghcr.io/astral-sh/uv:python3.12-bookworm-slim 177 - 2026-11
jupyter/base-notebook:latest 814 - 2026-11
jupyter/base-notebook:latest 683 - 2026-11
maven:3.8.6 793 - 2026-11
maven:3.8.5-openjdk-17 798 - 2026-11
mcr.microsoft.com/azurelinux/base/core:3.0 - 31.8 2026-11
mcr.microsoft.com/cbl-mariner/base/core:2.0 68.4 - 2026-11
mcr.microsoft.com/powershell:7.2-nanoserver-ltsc2022 567 - 2026-11
mcr.microsoft.com/windows/nanoserver:1809 251 - 2026-11
mcr.microsoft.com/windows/nanoserver:1903 256 - 2026-11
mcr.microsoft.com/windows/nanoserver:ltsc2022 297 - 2026-11
mcr.microsoft.com/windows/servercore:1809 5700 - 2026-11
mcr.microsoft.com/windows/servercore:ltsc2019 5680 - 2026-11
mcr.microsoft.com/windows/servercore:ltsc2019 4840 - 2026-11
mcr.microsoft.com/windows/servercore:ltsc2022 5200 - 2026-11
nvidia/cuda:10.2-base-ubuntu18.04 107 - 2026-11
nvidia/cuda:11.0-base-ubuntu20.04 122 - 2026-11
nvidia/cuda:12.0.1-base-ubuntu22.04 237 - 2026-11
nvidia/cuda:8.0-cudnn6-devel-ubuntu16.04 2020 - 2026-11
nvidia/cuda:10.0-cudnn7-devel-ubuntu18.04 3020 - 2026-11
nvidia/cuda:11.4.1-cudnn8-devel-ubuntu20.04 8830 - 2026-11
nvidia/cuda:11.4.1-cudnn8-devel-ubuntu20.04 9070 - 2026-11
nvidia/cuda:11.7.1-cudnn8-devel-ubuntu20.04 7680 - 2026-11
nvidia/cuda:11.7.1-cudnn8-runtime-ubuntu20.04 2930 - 2026-11
nvidia/cuda:11.6.2-devel-ubuntu20.04 4810 - 2026-11
nvidia/cuda:11.7.1-devel-ubuntu20.04 5740 - 2026-11
nvidia/cuda:12.2.0-devel-ubuntu20.04 6560 - 2026-11
nvidia/cuda:12.0.1-devel-ubuntu22.04 7340 - 2026-11
nvidia/cuda:11.6.2-runtime-ubuntu20.04 1950 - 2026-11
nvidia/cuda:11.8.0-runtime-ubuntu20.04 2660 - 2026-11
oraclelinux:9 234 - 2026-11
postgres:15-bookworm 412 - 2026-11
redhat/ubi8:8.2 212 - 2026-11
redhat/ubi8:8.5 216 - 2026-11
redhat/ubi9-openjdk-21-runtime:1.21 534 - 2026-11
rockylinux:8.5 205 - 2026-11
ruby:3.2-bullseye 844 - 2026-11
ruby:3.2-bullseye 892 - 2026-11
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
