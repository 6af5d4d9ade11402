using System.Security.Cryptography.X509Certificates;
using Grid.Hosting.Tests.Tls;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>The files of a process's certificate, its key and its authorities.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-tls-").FullName;
    private X509Certificate2 _certificate = null!;

    public TlsFiles(X509Certificate2 certificate, string authority) => (Certificate, Authority) = (certificate, authority);

    /// <summary>The certificate; the key follows it.</summary>
    public X509Certificate2 Certificate
    {
        get => _certificate;
        set
        {
            _certificate = value;
            File.WriteAllText(PathOf("cert.pem"), value.ExportCertificatePem());
            File.WriteAllText(PathOf("key.pem"), TestAuthority.KeyOf(value));
        }
    }

    /// <summary>The authorities.</summary>
    public string Authority
    {
        set => File.WriteAllText(PathOf("authority.pem"), value);
    }

    /// <summary>What names them.</summary>
    public (string Name, string Value)[] Variables =>
        [("GRID_TLS_CERTIFICATE", PathOf("cert.pem")), ("GRID_TLS_KEY", PathOf("key.pem")), ("GRID_TLS_AUTHORITY", PathOf("authority.pem")), ("GRID_TLS", "required")];

    /// <summary>A store whose fleets are given them.</summary>
    public ITestStore Store(ITestStore store) => new Guarded(store, this);

    /// <summary>A client's settings with them.</summary>
    public FleetSettings Of(FleetSettings settings) => settings with { TlsCertificate = PathOf("cert.pem"), TlsKey = PathOf("key.pem"), TlsAuthority = PathOf("authority.pem") };

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private sealed class Guarded(ITestStore store, TlsFiles files) : ITestStore
    {
        public string? Missing => store.Missing;

        public IReadOnlyDictionary<string, string> EnvironmentOf(string fleet) =>
            store.EnvironmentOf(fleet).Concat(files.Variables.Select(v => KeyValuePair.Create(v.Name, v.Value))).ToDictionary();

        public Task<Dictionary<string, SiloStatus>> StatusesAsync(string fleet) => store.StatusesAsync(fleet);
    }
}
