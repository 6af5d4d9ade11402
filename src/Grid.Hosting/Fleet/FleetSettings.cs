using System.Globalization;
using System.Net;

namespace Grid.Hosting;

/// <summary>
/// How silos and clients on several machines find one another: through Redis where <see cref="Redis"/> names it, through tables in
/// DynamoDB elsewhere. All of it comes from environment variables, as containers are given them; each property names its own.
/// Credentials of DynamoDB are not among them: they come from where AWS clients usually look (the task's role, the environment,
/// a profile).
/// </summary>
public sealed record FleetSettings
{
    /// <summary>The variable of <see cref="ClusterId"/>. Where it is set, a process is part of a fleet.</summary>
    public const string ClusterIdVariable = "GRID_CLUSTER_ID";

    /// <summary>The variable of <see cref="ServiceId"/>.</summary>
    public const string ServiceIdVariable = "GRID_SERVICE_ID";

    /// <summary>The variable of <see cref="Table"/>.</summary>
    public const string TableVariable = "GRID_DYNAMODB_TABLE";

    /// <summary>The variable of <see cref="StateTable"/>.</summary>
    public const string StateTableVariable = "GRID_DYNAMODB_STATE_TABLE";

    /// <summary>The variable of <see cref="ServiceUrl"/>.</summary>
    public const string ServiceUrlVariable = "GRID_DYNAMODB_SERVICE_URL";

    /// <summary>The variable of <see cref="CreateTables"/>.</summary>
    public const string CreateTablesVariable = "GRID_DYNAMODB_CREATE_TABLE";

    /// <summary>The variable of <see cref="Redis"/>. Where it is set, the fleet is kept in Redis.</summary>
    public const string RedisVariable = "GRID_REDIS";

    /// <summary>The variable of <see cref="RedisUser"/>.</summary>
    public const string RedisUserVariable = "GRID_REDIS_USER";

    /// <summary>The variable of <see cref="RedisPassword"/>.</summary>
    public const string RedisPasswordVariable = "GRID_REDIS_PASSWORD";

    /// <summary>The variable of <see cref="Address"/>.</summary>
    public const string AddressVariable = "GRID_ADDRESS";

    /// <summary>The variable of <see cref="Region"/>.</summary>
    public const string RegionVariable = "AWS_REGION";

    /// <summary>The variable of <see cref="SiloPort"/>.</summary>
    public const string SiloPortVariable = "GRID_SILO_PORT";

    /// <summary>The variable of <see cref="GatewayPort"/>.</summary>
    public const string GatewayPortVariable = "GRID_GATEWAY_PORT";

    /// <summary>The variable of <see cref="WebPort"/>.</summary>
    public const string WebPortVariable = "GRID_WEB_PORT";

    /// <summary>The variable of <see cref="DashboardToken"/>.</summary>
    public const string DashboardTokenVariable = "GRID_DASHBOARD_TOKEN";

    /// <summary>The variable of <see cref="FlightPort"/>.</summary>
    public const string FlightPortVariable = "GRID_FLIGHT_PORT";

    /// <summary>The variable of <see cref="FlightToken"/>.</summary>
    public const string FlightTokenVariable = "GRID_FLIGHT_TOKEN";

    /// <summary>The variable of <see cref="FlightCertificate"/>.</summary>
    public const string FlightCertificateVariable = "GRID_FLIGHT_CERTIFICATE";

    /// <summary>The variable of <see cref="FlightKey"/>.</summary>
    public const string FlightKeyVariable = "GRID_FLIGHT_KEY";

    /// <summary>The variable of <see cref="TlsCertificate"/>. Where it is set, silos and clients speak TLS.</summary>
    public const string TlsCertificateVariable = "GRID_TLS_CERTIFICATE";

    /// <summary>The variable of <see cref="TlsKey"/>.</summary>
    public const string TlsKeyVariable = "GRID_TLS_KEY";

    /// <summary>The variable of <see cref="TlsAuthority"/>.</summary>
    public const string TlsAuthorityVariable = "GRID_TLS_AUTHORITY";

    /// <summary>The variable that, as <c>required</c>, refuses an environment that names no certificate.</summary>
    public const string TlsVariable = "GRID_TLS";

    /// <summary>The variable of <see cref="MemoryBudget"/>.</summary>
    public const string MemoryVariable = "GRID_MEMORY";

    /// <summary>The variable of <see cref="Threads"/>.</summary>
    public const string ThreadsVariable = "GRID_THREADS";

    /// <summary>The variable of <see cref="StopTimeout"/>.</summary>
    public const string StopSecondsVariable = "GRID_STOP_SECONDS";

    /// <summary>The variable of <see cref="TaskMetadata"/>; ECS sets it.</summary>
    public const string TaskMetadataVariable = "ECS_CONTAINER_METADATA_URI_V4";

    /// <summary>The variable of <see cref="EcsCluster"/>.</summary>
    public const string EcsClusterVariable = "GRID_ECS_CLUSTER";

    /// <summary>The variable of <see cref="EcsService"/>.</summary>
    public const string EcsServiceVariable = "GRID_ECS_SERVICE";

    /// <summary>The variable of <see cref="EcsCount"/>.</summary>
    public const string EcsCountVariable = "GRID_ECS_COUNT";

    /// <summary>The variable of <see cref="IdleTime"/>.</summary>
    public const string IdleMinutesVariable = "GRID_IDLE_MINUTES";

    private static readonly string[] TlsVariables = [TlsCertificateVariable, TlsKeyVariable, TlsAuthorityVariable];
    private static readonly string[] DynamoDbVariables = [TableVariable, StateTableVariable, ServiceUrlVariable, CreateTablesVariable];

    /// <summary>The silos that work together; another one lives in the same tables without notice of it. <c>GRID_CLUSTER_ID</c>.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Whose stored datasets and studies these are: outlives clusters. <c>GRID_SERVICE_ID</c>.</summary>
    public string ServiceId { get; init; } = "grid";

    /// <summary>The table in which silos find one another. <c>GRID_DYNAMODB_TABLE</c>.</summary>
    public string Table { get; init; } = "grid-members";

    /// <summary>The table that keeps manifests and finished trials. <c>GRID_DYNAMODB_STATE_TABLE</c>.</summary>
    public string StateTable { get; init; } = "grid-state";

    /// <summary>Where DynamoDB is, for an emulator; null for the region's own. <c>GRID_DYNAMODB_SERVICE_URL</c>.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>Whether tables that are not there are made, on demand billing; in production the stack makes them. <c>GRID_DYNAMODB_CREATE_TABLE</c>.</summary>
    public bool CreateTables { get; init; }

    /// <summary>Where Redis is, as <c>host:6379</c>, with options of StackExchange.Redis after commas; null for DynamoDB. <c>GRID_REDIS</c>.</summary>
    public string? Redis { get; init; }

    /// <summary>Redis' user; null for the default one. <c>GRID_REDIS_USER</c>.</summary>
    public string? RedisUser { get; init; }

    /// <summary>Redis' password; null for none. <c>GRID_REDIS_PASSWORD</c>.</summary>
    public string? RedisPassword { get; init; }

    /// <summary>Where others reach this silo; null outside of ECS for loopback, which nobody else does. <c>GRID_ADDRESS</c>.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The region of the tables. <c>AWS_REGION</c>.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The port on which silos speak to one another. <c>GRID_SILO_PORT</c>.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The port for clients. <c>GRID_GATEWAY_PORT</c>.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>The port of <c>/health/live</c>, <c>/health/ready</c> and the dashboard. <c>GRID_WEB_PORT</c>.</summary>
    public int WebPort { get; init; } = 8080;

    /// <summary>What opens the dashboard from beyond loopback; null for nothing does. <c>GRID_DASHBOARD_TOKEN</c>.</summary>
    public string? DashboardToken { get; init; }

    /// <summary>The port for clients of Arrow Flight, by TLS alone; null for no such door. <c>GRID_FLIGHT_PORT</c>.</summary>
    public int? FlightPort { get; init; }

    /// <summary>What opens that door, the same on all silos, of at least 16 characters. <c>GRID_FLIGHT_TOKEN</c>.</summary>
    public string? FlightToken { get; init; }

    /// <summary>The door's certificate, and those that stand for it: the path of a PEM file, or its text. <c>GRID_FLIGHT_CERTIFICATE</c>.</summary>
    public string? FlightCertificate { get; init; }

    /// <summary>The certificate's key: the path of a PEM file, or its text; null where it is in the same file. <c>GRID_FLIGHT_KEY</c>.</summary>
    public string? FlightKey { get; init; }

    /// <summary>The process's certificate among silos and clients, and those between it and the authority: the path of a PEM file, or its text; null for no TLS. <c>GRID_TLS_CERTIFICATE</c>.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The certificate's key: the path of a PEM file, or its text. <c>GRID_TLS_KEY</c>.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The fleet's own authorities, whose certificates open its ports, several while they change: the path of a PEM file, or its text. <c>GRID_TLS_AUTHORITY</c>.</summary>
    public string? TlsAuthority { get; init; }

    /// <summary>Bytes that the silo's partitions may hold; null for four fifths of what the process may have. <c>GRID_MEMORY</c>: bytes.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>Compute threads; null for one per core. <c>GRID_THREADS</c>.</summary>
    public int? Threads { get; init; }

    /// <summary>How long a silo may take over its end; less than the stop timeout of its task. <c>GRID_STOP_SECONDS</c>.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the container learns its own address; null outside of ECS, where all is on loopback. <c>ECS_CONTAINER_METADATA_URI_V4</c>.</summary>
    public Uri? TaskMetadata { get; init; }

    /// <summary>The cluster of ECS that <see cref="EcsService"/> is in. <c>GRID_ECS_CLUSTER</c>.</summary>
    public string? EcsCluster { get; init; }

    /// <summary>The service of ECS whose tasks are the silos; clients have it start them where none is wanted. Null where silos are never started so. <c>GRID_ECS_SERVICE</c>.</summary>
    public string? EcsService { get; init; }

    /// <summary>How many silos a client has started where none is wanted. <c>GRID_ECS_COUNT</c>.</summary>
    public int EcsCount { get; init; } = 1;

    /// <summary>After how long without a computation the silos have <see cref="EcsService"/> end all of them; null for never. <c>GRID_IDLE_MINUTES</c>.</summary>
    public TimeSpan? IdleTime { get; init; }

    /// <summary>The service whose tasks are the silos; null where there is none.</summary>
    internal EcsPlace? Ecs => EcsCluster is not null && EcsService is not null ? new EcsPlace(EcsCluster, EcsService) : null;

    /// <summary>The cluster's name: of what else is set, some is secret.</summary>
    public override string ToString() => ClusterId;

    /// <summary>Reads the environment of this process; null where it is no part of a fleet.</summary>
    /// <exception cref="ArgumentException">A variable does not say what it should; the message names it.</exception>
    public static FleetSettings? FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads variables; null where they name no cluster.</summary>
    /// <param name="variable">The value of a variable; null where it is not set.</param>
    /// <exception cref="ArgumentException">A variable does not say what it should; the message names it.</exception>
    public static FleetSettings? From(Func<string, string?> variable)
    {
        string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;
        if (Text(ClusterIdVariable) is not { } clusterId)
            return null;
        if (Text(RedisVariable) is not null && DynamoDbVariables.FirstOrDefault(name => Text(name) is not null) is { } other)
            throw new ArgumentException($"{RedisVariable} and {other} name two stores: unset one of them");
        if (Text(FlightPortVariable) is not null)
            RequireGuard(Text);
        RequireTls(Text);
        var defaults = new FleetSettings { ClusterId = clusterId };
        return defaults with
        {
            ServiceId = Text(ServiceIdVariable) ?? defaults.ServiceId,
            Table = Text(TableVariable) ?? defaults.Table,
            StateTable = Text(StateTableVariable) ?? defaults.StateTable,
            ServiceUrl = Link(ServiceUrlVariable, Text(ServiceUrlVariable)),
            Redis = Text(RedisVariable),
            RedisUser = Text(RedisUserVariable),
            RedisPassword = Text(RedisPasswordVariable),
            Address = Text(AddressVariable) is { } address ? Ip(AddressVariable, address) : null,
            CreateTables = Text(CreateTablesVariable) is { } create && Flag(CreateTablesVariable, create),
            Region = Text(RegionVariable) ?? defaults.Region,
            SiloPort = (int)(Number(SiloPortVariable, Text(SiloPortVariable), 1, 65535) ?? defaults.SiloPort),
            GatewayPort = (int)(Number(GatewayPortVariable, Text(GatewayPortVariable), 1, 65535) ?? defaults.GatewayPort),
            WebPort = (int)(Number(WebPortVariable, Text(WebPortVariable), 1, 65535) ?? defaults.WebPort),
            DashboardToken = Text(DashboardTokenVariable),
            FlightPort = (int?)Number(FlightPortVariable, Text(FlightPortVariable), 1, 65535),
            FlightToken = Text(FlightTokenVariable),
            FlightCertificate = Text(FlightCertificateVariable),
            FlightKey = Text(FlightKeyVariable),
            TlsCertificate = Text(TlsCertificateVariable),
            TlsKey = Text(TlsKeyVariable),
            TlsAuthority = Text(TlsAuthorityVariable),
            MemoryBudget = Number(MemoryVariable, Text(MemoryVariable), 1, long.MaxValue),
            Threads = (int?)Number(ThreadsVariable, Text(ThreadsVariable), 1, 1024),
            StopTimeout = Number(StopSecondsVariable, Text(StopSecondsVariable), 1, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.StopTimeout,
            TaskMetadata = Link(TaskMetadataVariable, Text(TaskMetadataVariable)),
            EcsCluster = EcsPlace.Checked(Text)?.Cluster,
            EcsService = EcsPlace.Checked(Text)?.Service,
            EcsCount = Math.Max(1, (int)(Number(EcsCountVariable, Text(EcsCountVariable), 0, 1000) ?? defaults.EcsCount)),
            IdleTime = EcsPlace.IdleTime(Text),
        };
    }

    // Rows shall leave the machine to nobody whom nobody let in, and to no reader on the way.
    private static void RequireGuard(Func<string, string?> text)
    {
        if (text(FlightTokenVariable) is not { Length: >= 16 })
            throw new ArgumentException($"{FlightPortVariable}: a door beyond this machine takes a token; set {FlightTokenVariable} to one of at least 16 characters, the same on all silos");
        if (text(FlightCertificateVariable) is null)
            throw new ArgumentException($"{FlightPortVariable}: a door beyond this machine speaks TLS alone; set {FlightCertificateVariable} to the file of its certificate, and {FlightKeyVariable} to that of its key");
    }

    // Half of it would be none.
    private static void RequireTls(Func<string, string?> text)
    {
        if (text(TlsVariable) is { } asked && asked != "required")
            throw new ArgumentException($"{TlsVariable}={asked}: expected 'required', or nothing");
        string[] missing = [.. TlsVariables.Where(name => text(name) is null)];
        if (missing.Length == TlsVariables.Length && text(TlsVariable) is null || missing.Length == 0)
            return;
        throw new ArgumentException(missing.Length < TlsVariables.Length
            ? $"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} not set: silos and clients speak TLS by {string.Join(", ", TlsVariables)} together, each the path of a PEM file or its text"
            : $"{TlsVariable}=required: silos and clients shall speak TLS; set {string.Join(", ", TlsVariables)}, each to the path of a PEM file or its text");
    }

    private static long? Number(string name, string? text, long least, long most) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most ? number
        : throw new ArgumentException($"{name}={text}: expected a whole number {(most == long.MaxValue ? $"from {least}" : $"from {least} to {most}")}");

    private static bool Flag(string name, string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new ArgumentException($"{name}={text}: expected true or false"),
    };

    private static IPAddress Ip(string name, string text) => IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address
        : throw new ArgumentException($"{name}={text}: expected the IP address at which others reach this silo, such as 10.0.0.7");

    private static Uri? Link(string name, string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address
        : throw new ArgumentException($"{name}={text}: expected an address such as http://127.0.0.1:8000");
}
