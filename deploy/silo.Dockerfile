# A silo. From the repository's root:
#   docker build -f deploy/silo.Dockerfile -t grid-silo .
# On the machine that builds, whatever the processor that the image is for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source
COPY .editorconfig Directory.* global.json ./
COPY src src
COPY silo silo
COPY client client
RUN dotnet publish silo/Grid.Silo.csproj -c Release -a $TARGETARCH --no-self-contained -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
WORKDIR /app
COPY --from=build /app .
# The image has no curl, and a process of .NET every ten seconds would be dear.
COPY --chmod=755 deploy/health.sh health
USER $APP_UID
# Silos, clients, health and dashboard.
EXPOSE 11111 30000 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=5 CMD ["/app/health"]
ENTRYPOINT ["/app/grid-silo"]
