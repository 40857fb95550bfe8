// Which system well-known images stand on, by name and tag.
import { expect, test } from "vitest";
import { readImageReference, systemOf } from "../../../server/src/engine/image/image-references";

const systemOfImage = (text: string) =>
  systemOf({ kind: "image", reference: readImageReference(text)!, range: { start: 0, end: 0 } });

test.each([
  ["python:3.12", "debian"],
  ["arm64v8/python:3.12", "debian"],
  ["registry.example.com/mirror/debian:12", "debian"],
  ["registry.example.com/team/app:1-slim", "debian"],
  ["registry.example.com/team/app:1", "unknown"],
  ["buildpack-deps:resolute-curl", "ubuntu"],
  ["swift:6.1", "ubuntu"],
  ["swift:6.1-slim", "ubuntu"],
  ["swift:6.1-bookworm-slim", "debian"],
  ["rabbitmq:4-management", "ubuntu"],
  ["mariadb:11", "ubuntu"],
  ["maven:3.9", "ubuntu"],
  ["maven:3.9-eclipse-temurin-21", "ubuntu"],
  ["maven:3.6.1-jdk-11-slim", "debian"],
  ["maven:3.9-amazoncorretto-21", "redhat"],
  ["maven:3.9-amazoncorretto-21-debian", "debian"],
  ["gradle:8-jdk21", "ubuntu"],
  ["gradle:8-jdk21-corretto", "redhat"],
  ["tomcat:10", "ubuntu"],
  ["openjdk:11", "debian"],
  ["openjdk:17", "redhat"],
  ["openjdk:17-jdk-slim", "debian"],
  ["openjdk:17-alpine", "alpine"],
  ["mysql:8.4", "redhat"],
  ["mysql:5.7", "debian"],
  ["amazoncorretto:21", "redhat"],
  ["amazoncorretto:21-alpine", "alpine"],
  ["wordpress:cli", "alpine"],
  ["mcr.microsoft.com/dotnet/sdk:8.0", "debian"],
  ["mcr.microsoft.com/dotnet/sdk:10.0", "ubuntu"],
  ["mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0", "unknown"],
  ["mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "distroless"],
  ["nvidia/cuda:12.9.1-runtime-ubuntu24.04", "ubuntu"],
  ["nvidia/cuda:13.0.2-devel-amzn2023", "redhat"],
])("%s: %s", (text, system) => expect(systemOfImage(text)).toBe(system));
