# The grid command, which finds silos on other machines. From the repository's root:
#   docker build -f deploy/cli.Dockerfile -t grid-cli .
# On the machine that builds, whatever the processor that the image is for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source
COPY .editorconfig Directory.* global.json ./
COPY src src
COPY silo silo
COPY client client
RUN dotnet publish client/Grid.Cli/Grid.Cli.csproj -c Release -a $TARGETARCH --no-self-contained -o /app

# Of ASP.NET Core, as the silo that grid up starts is part of it.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
COPY --from=build /app /app
USER $APP_UID
WORKDIR /home/app
ENTRYPOINT ["/app/grid"]
