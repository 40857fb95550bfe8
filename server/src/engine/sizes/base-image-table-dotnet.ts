// .NET's images on Linux by tests/performance/ImageSize.nightly.linux.json of dotnet/dotnet-docker, each as of the month of its last
// check (the pipeline ended in May 2025). Lines as in base-image-table.ts.
export const dotnetFigures = `
runtime-deps:3.1-alpine 10.1 - 2023-01
runtime-deps:3.1-bullseye-slim 117.4 - 2023-01
runtime-deps:3.1-buster-slim 110.5 - 2023-01
runtime-deps:3.1-focal 119.2 - 2023-01
runtime-deps:5.0-alpine 10.0 - 2021-03
runtime-deps:5.0-buster-slim 110.5 - 2020-09
runtime-deps:5.0-focal 117.6 - 2020-09
runtime-deps:6.0-alpine 12.7 - 2024-11
runtime-deps:6.0-bookworm-slim 122.9 - 2024-11
runtime-deps:6.0-bullseye-slim 117.4 - 2024-11
runtime-deps:6.0-jammy 116.1 - 2024-11
runtime-deps:6.0-jammy-chiseled 12.9 - 2024-11
runtime-deps:6.0-jammy-chiseled-extra 50.5 - 2024-11
runtime-deps:8.0-alpine 10.3 - 2025-05
runtime-deps:8.0-alpine 6.9 - 2025-05 arm32
runtime-deps:8.0-alpine 10.6 - 2025-05 arm64
runtime-deps:8.0-alpine-extra 46.7 - 2025-05
runtime-deps:8.0-alpine-extra 42.5 - 2025-05 arm32
runtime-deps:8.0-alpine-extra 47.6 - 2025-05 arm64
runtime-deps:8.0-azurelinux3.0 106.9 - 2025-05
runtime-deps:8.0-azurelinux3.0 101.2 - 2025-05 arm64
runtime-deps:8.0-azurelinux3.0-distroless 21.3 - 2025-05
runtime-deps:8.0-azurelinux3.0-distroless 18.4 - 2025-05 arm64
runtime-deps:8.0-azurelinux3.0-distroless-extra 56.2 - 2025-05
runtime-deps:8.0-azurelinux3.0-distroless-extra 53.0 - 2025-05 arm64
runtime-deps:8.0-bookworm-slim 122.2 - 2025-05
runtime-deps:8.0-bookworm-slim 97.9 - 2025-05 arm32
runtime-deps:8.0-bookworm-slim 144.8 - 2025-05 arm64
runtime-deps:8.0-cbl-mariner2.0 106.9 - 2025-05
runtime-deps:8.0-cbl-mariner2.0 101.2 - 2025-05 arm64
runtime-deps:8.0-cbl-mariner2.0-distroless 21.3 - 2025-05
runtime-deps:8.0-cbl-mariner2.0-distroless 18.4 - 2025-05 arm64
runtime-deps:8.0-cbl-mariner2.0-distroless-extra 56.2 - 2025-05
runtime-deps:8.0-cbl-mariner2.0-distroless-extra 53.0 - 2025-05 arm64
runtime-deps:8.0-jammy 119.4 - 2025-05
runtime-deps:8.0-jammy 95.6 - 2025-05 arm32
runtime-deps:8.0-jammy 110.5 - 2025-05 arm64
runtime-deps:8.0-jammy-chiseled 12.9 - 2025-05
runtime-deps:8.0-jammy-chiseled 7.8 - 2025-05 arm32
runtime-deps:8.0-jammy-chiseled 10.2 - 2025-05 arm64
runtime-deps:8.0-jammy-chiseled-extra 50.5 - 2025-05
runtime-deps:8.0-jammy-chiseled-extra 42.2 - 2025-05 arm32
runtime-deps:8.0-jammy-chiseled-extra 47.6 - 2025-05 arm64
runtime-deps:9.0-alpine 10.3 - 2025-05
runtime-deps:9.0-alpine-extra 46.7 - 2025-05
runtime-deps:9.0-azurelinux3.0 106.9 - 2025-05
runtime-deps:9.0-azurelinux3.0-distroless 21.3 - 2025-05
runtime-deps:9.0-azurelinux3.0-distroless-extra 56.2 - 2025-05
runtime-deps:9.0-bookworm-slim 122.2 - 2025-05
runtime-deps:9.0-noble 119.4 - 2025-05
runtime-deps:9.0-noble-chiseled 12.9 - 2025-05
runtime-deps:9.0-noble-chiseled-extra 50.5 - 2025-05
runtime-deps:10.0-alpine 10.3 - 2025-05
runtime-deps:10.0-alpine 6.9 - 2025-05 arm32
runtime-deps:10.0-alpine 10.6 - 2025-05 arm64
runtime-deps:10.0-alpine-extra 46.7 - 2025-05
runtime-deps:10.0-alpine-extra 42.5 - 2025-05 arm32
runtime-deps:10.0-alpine-extra 47.6 - 2025-05 arm64
runtime-deps:10.0-azurelinux3.0 106.9 - 2025-05
runtime-deps:10.0-azurelinux3.0 101.2 - 2025-05 arm64
runtime-deps:10.0-azurelinux3.0-distroless 21.3 - 2025-05
runtime-deps:10.0-azurelinux3.0-distroless 18.4 - 2025-05 arm64
runtime-deps:10.0-azurelinux3.0-distroless-extra 56.2 - 2025-05
runtime-deps:10.0-azurelinux3.0-distroless-extra 53.0 - 2025-05 arm64
runtime-deps:10.0-noble 119.4 - 2025-05
runtime-deps:10.0-noble 95.6 - 2025-05 arm32
runtime-deps:10.0-noble 110.5 - 2025-05 arm64
runtime-deps:10.0-noble-chiseled 12.9 - 2025-05
runtime-deps:10.0-noble-chiseled 7.8 - 2025-05 arm32
runtime-deps:10.0-noble-chiseled 10.2 - 2025-05 arm64
runtime-deps:10.0-noble-chiseled-extra 50.5 - 2025-05
runtime-deps:10.0-noble-chiseled-extra 42.2 - 2025-05 arm32
runtime-deps:10.0-noble-chiseled-extra 47.6 - 2025-05 arm64
runtime:3.1-alpine 87.5 - 2023-01
runtime:3.1-bullseye-slim 198.2 - 2023-01
runtime:3.1-buster-slim 189.5 - 2023-01
runtime:3.1-focal 203.4 - 2023-01
runtime:5.0-alpine 84.0 - 2022-06
runtime:5.0-bullseye-slim 193.2 - 2022-06
runtime:5.0-buster-slim 189.5 - 2022-06
runtime:5.0-focal 199.7 - 2022-06
runtime:6.0-alpine 82.3 - 2024-11
runtime:6.0-bookworm-slim 193.6 - 2024-11
runtime:6.0-bullseye-slim 187.9 - 2024-11
runtime:6.0-jammy 186.8 - 2024-11
runtime:6.0-jammy-chiseled 83.6 - 2024-11
runtime:6.0-jammy-chiseled-extra 121.2 - 2024-11
runtime:7.0-alpine 84.7 - 2024-05
runtime:7.0-bookworm-slim 196.1 - 2024-05
runtime:7.0-bullseye-slim 188.9 - 2024-05
runtime:7.0-jammy 189.3 - 2024-05
runtime:7.0-jammy-chiseled 84.4 - 2024-05
runtime:8.0-alpine 82.9 - 2025-05
runtime:8.0-alpine 73.6 - 2025-05 arm32
runtime:8.0-alpine 89.3 - 2025-05 arm64
runtime:8.0-azurelinux3.0 177.3 - 2025-05
runtime:8.0-azurelinux3.0 177.8 - 2025-05 arm64
runtime:8.0-azurelinux3.0-distroless 97.9 - 2025-05
runtime:8.0-azurelinux3.0-distroless 97.1 - 2025-05 arm64
runtime:8.0-azurelinux3.0-distroless-extra 128.7 - 2025-05
runtime:8.0-azurelinux3.0-distroless-extra 131.9 - 2025-05 arm64
runtime:8.0-bookworm-slim 193.4 - 2025-05
runtime:8.0-bookworm-slim 167.5 - 2025-05 arm32
runtime:8.0-bookworm-slim 223.2 - 2025-05 arm64
runtime:8.0-bullseye-slim 189.8 - 2023-02
runtime:8.0-bullseye-slim 157.4 - 2023-02 arm32
runtime:8.0-bullseye-slim 191.2 - 2023-02 arm64
runtime:8.0-cbl-mariner2.0 177.3 - 2025-05
runtime:8.0-cbl-mariner2.0 177.8 - 2025-05 arm64
runtime:8.0-cbl-mariner2.0-distroless 97.9 - 2025-05
runtime:8.0-cbl-mariner2.0-distroless 97.1 - 2025-05 arm64
runtime:8.0-cbl-mariner2.0-distroless-extra 128.7 - 2025-05
runtime:8.0-cbl-mariner2.0-distroless-extra 131.9 - 2025-05 arm64
runtime:8.0-jammy 191.7 - 2025-05
runtime:8.0-jammy 169.8 - 2025-05 arm32
runtime:8.0-jammy 189.2 - 2025-05 arm64
runtime:8.0-jammy-chiseled 86.0 - 2025-05
runtime:8.0-jammy-chiseled 72.0 - 2025-05 arm32
runtime:8.0-jammy-chiseled 86.1 - 2025-05 arm64
runtime:8.0-jammy-chiseled-extra 122.8 - 2025-05
runtime:8.0-jammy-chiseled-extra 109.6 - 2025-05 arm32
runtime:8.0-jammy-chiseled-extra 126.2 - 2025-05 arm64
runtime:9.0-alpine 84.0 - 2025-05
runtime:9.0-azurelinux3.0 182.0 - 2025-05
runtime:9.0-azurelinux3.0-distroless 94.9 - 2025-05
runtime:9.0-azurelinux3.0-distroless-extra 131.0 - 2025-05
runtime:9.0-bookworm-slim 193.9 - 2025-05
runtime:9.0-jammy 193.0 - 2024-05
runtime:9.0-jammy-chiseled 86.6 - 2024-05
runtime:9.0-jammy-chiseled-extra 124.1 - 2024-05
runtime:9.0-noble 193.0 - 2025-05
runtime:9.0-noble-chiseled 86.6 - 2025-05
runtime:9.0-noble-chiseled-extra 124.1 - 2025-05
runtime:10.0-alpine 84.0 - 2025-05
runtime:10.0-alpine 74.9 - 2025-05 arm32
runtime:10.0-alpine 90.6 - 2025-05 arm64
runtime:10.0-azurelinux3.0 182.0 - 2025-05
runtime:10.0-azurelinux3.0 182.5 - 2025-05 arm64
runtime:10.0-azurelinux3.0-distroless 94.9 - 2025-05
runtime:10.0-azurelinux3.0-distroless 98.3 - 2025-05 arm64
runtime:10.0-azurelinux3.0-distroless-extra 131.0 - 2025-05
runtime:10.0-azurelinux3.0-distroless-extra 134.2 - 2025-05 arm64
runtime:10.0-noble 193.0 - 2025-05
runtime:10.0-noble 169.8 - 2025-05 arm32
runtime:10.0-noble 190.5 - 2025-05 arm64
runtime:10.0-noble-chiseled 86.6 - 2025-05
runtime:10.0-noble-chiseled 72.0 - 2025-05 arm32
runtime:10.0-noble-chiseled 90.1 - 2025-05 arm64
runtime:10.0-noble-chiseled-extra 124.1 - 2025-05
runtime:10.0-noble-chiseled-extra 109.6 - 2025-05 arm32
runtime:10.0-noble-chiseled-extra 127.4 - 2025-05 arm64
aspnet:3.1-alpine 105.4 - 2023-01
aspnet:3.1-bullseye-slim 216.0 - 2023-01
aspnet:3.1-buster-slim 207.3 - 2023-01
aspnet:3.1-focal 221.2 - 2023-01
aspnet:5.0-alpine 103.0 - 2022-06
aspnet:5.0-bullseye-slim 214.5 - 2022-06
aspnet:5.0-buster-slim 207.3 - 2022-06
aspnet:5.0-focal 217.9 - 2022-06
aspnet:6.0-alpine 102.7 - 2024-11
aspnet:6.0-bookworm-slim 213.9 - 2024-11
aspnet:6.0-bullseye-slim 207.9 - 2024-11
aspnet:6.0-jammy 207.1 - 2024-11
aspnet:6.0-jammy-chiseled 103.9 - 2024-11
aspnet:6.0-jammy-chiseled-extra 141.6 - 2024-11
aspnet:7.0-alpine 106.6 - 2024-05
aspnet:7.0-bookworm-slim 217.9 - 2024-05
aspnet:7.0-bullseye-slim 209.1 - 2024-05
aspnet:7.0-jammy 211.2 - 2024-05
aspnet:7.0-jammy-chiseled 105.2 - 2024-05
aspnet:8.0-alpine 106.9 - 2025-05
aspnet:8.0-alpine 99.0 - 2025-05 arm32
aspnet:8.0-alpine 116.1 - 2025-05 arm64
aspnet:8.0-alpine-composite 99.3 - 2025-05
aspnet:8.0-azurelinux3.0 199.8 - 2025-05
aspnet:8.0-azurelinux3.0 202.8 - 2025-05 arm64
aspnet:8.0-azurelinux3.0-distroless 119.7 - 2025-05
aspnet:8.0-azurelinux3.0-distroless 127.2 - 2025-05 arm64
aspnet:8.0-azurelinux3.0-distroless-composite 112.1 - 2025-05
aspnet:8.0-azurelinux3.0-distroless-composite-extra 145.0 - 2025-05
aspnet:8.0-azurelinux3.0-distroless-extra 152.7 - 2025-05
aspnet:8.0-azurelinux3.0-distroless-extra 158.7 - 2025-05 arm64
aspnet:8.0-bookworm-slim 214.9 - 2025-05
aspnet:8.0-bookworm-slim 190.9 - 2025-05 arm32
aspnet:8.0-bookworm-slim 247.3 - 2025-05 arm64
aspnet:8.0-bullseye-slim 211.5 - 2023-02
aspnet:8.0-bullseye-slim 180.6 - 2023-02 arm32
aspnet:8.0-bullseye-slim 215.7 - 2023-02 arm64
aspnet:8.0-cbl-mariner2.0 199.8 - 2025-05
aspnet:8.0-cbl-mariner2.0 202.8 - 2025-05 arm64
aspnet:8.0-cbl-mariner2.0-distroless 119.7 - 2025-05
aspnet:8.0-cbl-mariner2.0-distroless 127.2 - 2025-05 arm64
aspnet:8.0-cbl-mariner2.0-distroless-composite 112.1 - 2025-05
aspnet:8.0-cbl-mariner2.0-distroless-composite-extra 145.0 - 2025-05
aspnet:8.0-cbl-mariner2.0-distroless-extra 152.7 - 2025-05
aspnet:8.0-cbl-mariner2.0-distroless-extra 158.7 - 2025-05 arm64
aspnet:8.0-jammy 215.6 - 2025-05
aspnet:8.0-jammy 195.2 - 2025-05 arm32
aspnet:8.0-jammy 225.9 - 2025-05 arm64
aspnet:8.0-jammy-chiseled 107.7 - 2025-05
aspnet:8.0-jammy-chiseled 94.9 - 2025-05 arm32
aspnet:8.0-jammy-chiseled 115.4 - 2025-05 arm64
aspnet:8.0-jammy-chiseled-composite 98.9 - 2025-05
aspnet:8.0-jammy-chiseled-composite-extra 139.1 - 2025-05
aspnet:8.0-jammy-chiseled-extra 146.8 - 2025-05
aspnet:8.0-jammy-chiseled-extra 135.0 - 2025-05 arm32
aspnet:8.0-jammy-chiseled-extra 153.0 - 2025-05 arm64
aspnet:9.0-alpine 108.0 - 2025-05
aspnet:9.0-azure-linux3.0 206.0 - 2024-04
aspnet:9.0-azure-linux3.0-distroless 118.9 - 2024-04
aspnet:9.0-azure-linux3.0-distroless-extra 155.1 - 2024-04
aspnet:9.0-azurelinux3.0 206.0 - 2025-05
aspnet:9.0-azurelinux3.0-distroless 118.9 - 2025-05
aspnet:9.0-azurelinux3.0-distroless-extra 155.1 - 2025-05
aspnet:9.0-bookworm-slim 217.9 - 2025-05
aspnet:9.0-jammy 217.0 - 2024-05
aspnet:9.0-jammy-chiseled 110.6 - 2024-05
aspnet:9.0-jammy-chiseled-extra 148.1 - 2024-05
aspnet:9.0-noble 217.0 - 2025-05
aspnet:9.0-noble-chiseled 110.6 - 2025-05
aspnet:9.0-noble-chiseled-extra 148.1 - 2025-05
aspnet:10.0-alpine 108.0 - 2025-05
aspnet:10.0-alpine 100.4 - 2025-05 arm32
aspnet:10.0-alpine 117.3 - 2025-05 arm64
aspnet:10.0-alpine-composite 101.2 - 2025-05
aspnet:10.0-azurelinux3.0 206.0 - 2025-05
aspnet:10.0-azurelinux3.0 209.2 - 2025-05 arm64
aspnet:10.0-azurelinux3.0-distroless 118.9 - 2025-05
aspnet:10.0-azurelinux3.0-distroless 125.1 - 2025-05 arm64
aspnet:10.0-azurelinux3.0-distroless-composite 112.2 - 2025-05
aspnet:10.0-azurelinux3.0-distroless-composite-extra 148.9 - 2025-05
aspnet:10.0-azurelinux3.0-distroless-extra 155.1 - 2025-05
aspnet:10.0-azurelinux3.0-distroless-extra 126.5 - 2025-05 arm64
aspnet:10.0-noble 217.0 - 2025-05
aspnet:10.0-noble 215.6 - 2025-05 arm32
aspnet:10.0-noble 217.3 - 2025-05 arm64
aspnet:10.0-noble-chiseled 110.6 - 2025-05
aspnet:10.0-noble-chiseled 107.7 - 2025-05 arm32
aspnet:10.0-noble-chiseled 116.9 - 2025-05 arm64
aspnet:10.0-noble-chiseled-composite 103.8 - 2025-05
aspnet:10.0-noble-chiseled-composite-extra 141.4 - 2025-05
aspnet:10.0-noble-chiseled-extra 148.1 - 2025-05
aspnet:10.0-noble-chiseled-extra 146.8 - 2025-05 arm32
aspnet:10.0-noble-chiseled-extra 154.2 - 2025-05 arm64
sdk:3.1-alpine 433.3 - 2023-01
sdk:3.1-focal 698.5 - 2023-01
sdk:5.0-alpine 496.7 - 2022-06
sdk:5.0-bullseye-slim 636.3 - 2022-06
sdk:5.0-buster-slim 631.1 - 2022-06
sdk:5.0-focal 646.6 - 2022-06
sdk:6.0-alpine 570.5 - 2024-11
sdk:6.0-bookworm-slim 755.9 - 2024-11
sdk:6.0-bullseye-slim 740.1 - 2024-11
sdk:6.0-jammy 713.7 - 2024-11
sdk:7.0-alpine 686.7 - 2024-05
sdk:7.0-bookworm-slim 837.9 - 2024-05
sdk:7.0-bullseye-slim 822.1 - 2024-05
sdk:7.0-jammy 813.0 - 2024-05
sdk:8.0-alpine 688.2 - 2025-05
sdk:8.0-azurelinux3.0 1106.7 - 2025-05
sdk:8.0-bookworm-slim 823.5 - 2025-05
sdk:8.0-bullseye-slim 716.7 - 2023-02
sdk:8.0-cbl-mariner2.0 1106.7 - 2025-05
sdk:8.0-jammy 798.7 - 2025-05
sdk:9.0-alpine 720.1 - 2025-05
sdk:9.0-azure-linux3.0 1192.4 - 2024-04
sdk:9.0-azurelinux3.0 1192.4 - 2025-05
sdk:9.0-bookworm-slim 896.4 - 2025-05
sdk:9.0-jammy 874.9 - 2024-05
sdk:9.0-noble 874.9 - 2025-05
sdk:10.0-alpine 720.1 - 2025-05
sdk:10.0-azurelinux3.0 1192.4 - 2025-05
sdk:10.0-noble 874.9 - 2025-05
`;
