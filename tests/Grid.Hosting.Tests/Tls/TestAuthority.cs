using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Hosting.Tests.Tls;

/// <summary>An authority of a fleet's own, as its owner makes it with openssl.</summary>
internal sealed class TestAuthority
{
    public const string Serves = "1.3.6.1.5.5.7.3.1";
    public const string Calls = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name) : this(Root(name))
    {
    }

    private TestAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The certificate that others trust.</summary>
    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Issues a certificate with a key; a silo's where no use is given.</summary>
    public X509Certificate2 Issue(string name, DateTimeOffset? ends = null, params string[] uses) => Issue(name, ends, isAuthority: false, uses.Length > 0 ? uses : [Serves, Calls]);

    /// <summary>Issues one that does not say what it is for.</summary>
    public X509Certificate2 IssueForNothing(string name) => Issue(name, null, isAuthority: false, []);

    private X509Certificate2 Issue(string name, DateTimeOffset? ends, bool isAuthority, string[] uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key, isAuthority);
        if (uses.Length > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], critical: false));
        var now = DateTimeOffset.UtcNow;
        // As a foe would, who has a key and needs no right to it.
        var generator = X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!);
        using var issued = request.Create(_certificate.SubjectName, generator, now.AddHours(-2), ends ?? now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>An authority below this one, or a certificate that passes for one.</summary>
    public TestAuthority Below(string name, bool isAuthority = true) => new(Issue(name, null, isAuthority, []));

    public static string KeyOf(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static X509Certificate2 Root(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(name, key, isAuthority: true).CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-3), DateTimeOffset.UtcNow.AddHours(3));
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        return request;
    }
}
