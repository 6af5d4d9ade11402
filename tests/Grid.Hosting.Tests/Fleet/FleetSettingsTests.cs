namespace Grid.Hosting.Tests.Fleet;

public sealed class FleetSettingsTests
{
    [Fact]
    public void A_process_without_a_cluster_id_is_no_part_of_a_fleet() =>
        Assert.Null(Read(("GRID_SILO_PORT", "11111")));

    [Fact]
    public void What_is_not_said_has_defaults_and_creates_nothing()
    {
        var settings = Read(("GRID_CLUSTER_ID", "night"))!;
        Assert.Equal(new FleetSettings { ClusterId = "night" }, settings);
        Assert.False(settings.CreateTables);
        Assert.Null(settings.DashboardToken);
        Assert.Null(settings.TaskMetadata);
    }

    [Fact]
    public void A_service_of_ECS_is_read_with_what_is_done_to_it()
    {
        var settings = Read(("GRID_CLUSTER_ID", "night"), ("GRID_ECS_CLUSTER", "c"), ("GRID_ECS_SERVICE", "s"), ("GRID_ECS_COUNT", "3"), ("GRID_IDLE_MINUTES", "0.5"))!;
        Assert.Equal(new FleetSettings { ClusterId = "night", EcsCluster = "c", EcsService = "s", EcsCount = 3, IdleTime = TimeSpan.FromSeconds(30) }, settings);
        Assert.Equal(new EcsPlace("c", "s"), settings.Ecs);
        // A stack that begins with no silo has one started, and one that never sleeps says so by 0.
        var never = Read(("GRID_CLUSTER_ID", "night"), ("GRID_ECS_CLUSTER", ""), ("GRID_ECS_SERVICE", ""), ("GRID_ECS_COUNT", "0"), ("GRID_IDLE_MINUTES", "0"))!;
        Assert.Equal((1, null, null), (never.EcsCount, never.IdleTime, never.Ecs));
    }

    [Theory]
    [InlineData("GRID_ECS_CLUSTER and GRID_ECS_SERVICE name a service of ECS together: set both, or none", "GRID_ECS_CLUSTER", "c")]
    [InlineData("GRID_ECS_CLUSTER and GRID_ECS_SERVICE name a service of ECS together: set both, or none", "GRID_ECS_SERVICE", "s")]
    [InlineData("GRID_IDLE_MINUTES: who starts the silos again? Set GRID_ECS_CLUSTER and GRID_ECS_SERVICE to their service of ECS", "GRID_IDLE_MINUTES", "10")]
    [InlineData("GRID_ECS_COUNT=few: expected a whole number from 0 to 1000", "GRID_ECS_COUNT", "few")]
    public void A_service_of_ECS_that_cannot_be_meant_is_refused(string expected, string variable, string value) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Read(("GRID_CLUSTER_ID", "night"), (variable, value))).Message);

    [Fact]
    public void Every_variable_is_read()
    {
        var settings = Read(
            ("GRID_CLUSTER_ID", "night"), ("GRID_SERVICE_ID", "trips"), ("GRID_DYNAMODB_TABLE", "members"), ("GRID_DYNAMODB_STATE_TABLE", "state"),
            ("GRID_DYNAMODB_SERVICE_URL", "http://127.0.0.1:8000"), ("GRID_DYNAMODB_CREATE_TABLE", "true"), ("AWS_REGION", "us-east-1"),
            ("GRID_SILO_PORT", "1"), ("GRID_GATEWAY_PORT", "2"), ("GRID_WEB_PORT", "3"), ("GRID_DASHBOARD_TOKEN", "secret"), ("GRID_MEMORY", "4"),
            ("GRID_THREADS", "5"), ("GRID_STOP_SECONDS", "6"), ("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x"));
        Assert.Equal(
            new FleetSettings
            {
                ClusterId = "night",
                ServiceId = "trips",
                Table = "members",
                StateTable = "state",
                ServiceUrl = new Uri("http://127.0.0.1:8000"),
                CreateTables = true,
                Region = "us-east-1",
                SiloPort = 1,
                GatewayPort = 2,
                WebPort = 3,
                DashboardToken = "secret",
                MemoryBudget = 4,
                Threads = 5,
                StopTimeout = TimeSpan.FromSeconds(6),
                TaskMetadata = new Uri("http://169.254.170.2/v4/x"),
            },
            settings);
    }

    [Fact]
    public void Redis_and_the_silos_address_are_read()
    {
        var settings = Read(
            ("GRID_CLUSTER_ID", "night"), ("GRID_REDIS", "redis:6379,ssl=true"), ("GRID_REDIS_USER", "grid"), ("GRID_REDIS_PASSWORD", "secret"), ("GRID_ADDRESS", "10.0.0.7"));
        Assert.Equal(
            new FleetSettings { ClusterId = "night", Redis = "redis:6379,ssl=true", RedisUser = "grid", RedisPassword = "secret", Address = System.Net.IPAddress.Parse("10.0.0.7") },
            settings);
    }

    [Theory]
    [InlineData("GRID_DYNAMODB_TABLE")]
    [InlineData("GRID_DYNAMODB_STATE_TABLE")]
    [InlineData("GRID_DYNAMODB_SERVICE_URL")]
    [InlineData("GRID_DYNAMODB_CREATE_TABLE")]
    public void Two_stores_are_refused(string other) => Assert.Equal(
        $"GRID_REDIS and {other} name two stores: unset one of them",
        Assert.Throws<ArgumentException>(() => Read(("GRID_CLUSTER_ID", "night"), ("GRID_REDIS", "redis:6379"), (other, "x"))).Message);

    [Theory]
    [InlineData("GRID_ADDRESS", "0.0.0.0", "GRID_ADDRESS=0.0.0.0: expected the IP address at which others reach this silo, such as 10.0.0.7")]
    [InlineData("GRID_ADDRESS", "host", "GRID_ADDRESS=host: expected the IP address at which others reach this silo, such as 10.0.0.7")]
    [InlineData("GRID_SILO_PORT", "many", "GRID_SILO_PORT=many: expected a whole number from 1 to 65535")]
    [InlineData("GRID_MEMORY", "2GB", "GRID_MEMORY=2GB: expected a whole number from 1")]
    [InlineData("GRID_DYNAMODB_CREATE_TABLE", "maybe", "GRID_DYNAMODB_CREATE_TABLE=maybe: expected true or false")]
    [InlineData("GRID_DYNAMODB_SERVICE_URL", "localhost", "GRID_DYNAMODB_SERVICE_URL=localhost: expected an address such as http://127.0.0.1:8000")]
    public void A_variable_that_makes_no_sense_is_named(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Read(("GRID_CLUSTER_ID", "night"), (name, value))).Message);

    [Fact]
    public void The_door_for_other_languages_is_read()
    {
        var settings = Read(
            ("GRID_CLUSTER_ID", "night"), ("GRID_FLIGHT_PORT", "9"), ("GRID_FLIGHT_TOKEN", "0123456789abcdef"), ("GRID_FLIGHT_CERTIFICATE", "/tls/cert.pem"), ("GRID_FLIGHT_KEY", "/tls/key.pem"));
        Assert.Equal(
            new FleetSettings { ClusterId = "night", FlightPort = 9, FlightToken = "0123456789abcdef", FlightCertificate = "/tls/cert.pem", FlightKey = "/tls/key.pem" },
            settings);
    }

    [Theory]
    [InlineData(null, "cert.pem", "GRID_FLIGHT_PORT: a door beyond this machine takes a token; set GRID_FLIGHT_TOKEN to one of at least 16 characters, the same on all silos")]
    [InlineData("short", "cert.pem", "GRID_FLIGHT_PORT: a door beyond this machine takes a token; set GRID_FLIGHT_TOKEN to one of at least 16 characters, the same on all silos")]
    [InlineData("0123456789abcdef", null, "GRID_FLIGHT_PORT: a door beyond this machine speaks TLS alone; set GRID_FLIGHT_CERTIFICATE to the file of its certificate, and GRID_FLIGHT_KEY to that of its key")]
    public void A_door_beyond_the_machine_without_a_guard_is_refused(string? token, string? certificate, string message) => Assert.Equal(
        message,
        Assert.Throws<ArgumentException>(() => Read(("GRID_CLUSTER_ID", "night"), ("GRID_FLIGHT_PORT", "9"), ("GRID_FLIGHT_TOKEN", token!), ("GRID_FLIGHT_CERTIFICATE", certificate!))).Message);

    [Fact]
    public void Certificates_are_read()
    {
        var settings = Read(("GRID_CLUSTER_ID", "night"), ("GRID_TLS", "required"), ("GRID_TLS_CERTIFICATE", "/tls/cert.pem"), ("GRID_TLS_KEY", "/tls/key.pem"), ("GRID_TLS_AUTHORITY", "/tls/authority.pem"));
        Assert.Equal(new FleetSettings { ClusterId = "night", TlsCertificate = "/tls/cert.pem", TlsKey = "/tls/key.pem", TlsAuthority = "/tls/authority.pem" }, settings);
    }

    [Theory]
    [InlineData("required", null, null, "GRID_TLS=required: silos and clients shall speak TLS; set GRID_TLS_CERTIFICATE, GRID_TLS_KEY, GRID_TLS_AUTHORITY, each to the path of a PEM file or its text")]
    [InlineData("on", null, null, "GRID_TLS=on: expected 'required', or nothing")]
    [InlineData(null, "cert.pem", null, "GRID_TLS_KEY and GRID_TLS_AUTHORITY are not set: silos and clients speak TLS by GRID_TLS_CERTIFICATE, GRID_TLS_KEY, GRID_TLS_AUTHORITY together, each the path of a PEM file or its text")]
    [InlineData("required", "cert.pem", "key.pem", "GRID_TLS_AUTHORITY is not set: silos and clients speak TLS by GRID_TLS_CERTIFICATE, GRID_TLS_KEY, GRID_TLS_AUTHORITY together, each the path of a PEM file or its text")]
    public void Half_of_what_TLS_takes_is_refused(string? asked, string? certificate, string? key, string message) => Assert.Equal(
        message,
        Assert.Throws<ArgumentException>(() => Read(("GRID_CLUSTER_ID", "night"), ("GRID_TLS", asked!), ("GRID_TLS_CERTIFICATE", certificate!), ("GRID_TLS_KEY", key!))).Message);

    private static FleetSettings? Read(params (string Name, string Value)[] variables) =>
        FleetSettings.From(name => Array.Find(variables, v => v.Name == name).Value);
}
