using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Hosting;

/// <summary>A process's certificate in a fleet, and the authorities whose certificates it takes.</summary>
internal sealed class FleetCredentials
{
    /// <summary>What a certificate is for that takes calls.</summary>
    public static readonly Oid Serves = new("1.3.6.1.5.5.7.3.1");

    /// <summary>What a certificate is for that calls.</summary>
    public static readonly Oid Calls = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _between = [];

    private FleetCredentials(X509Certificate2 certificate, X509Certificate2Collection chain, X509Certificate2Collection authorities)
    {
        Certificate = certificate;
        foreach (var authority in authorities)
            (IsRoot(authority) ? _roots : _between).Add(authority);
        // What lies beside the certificate is no authority because of that.
        _between.AddRange(chain.Skip(1).Where(c => !IsRoot(c)).ToArray());
        Context = SslStreamCertificateContext.Create(certificate, _between, offline: true);
    }

    /// <summary>The process's own, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as it is shown, with those between it and the authority.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>By what others' certificates are judged: of these authorities, in force, and for these uses. Nothing is fetched for a stranger's sake.</summary>
    public X509ChainPolicy PolicyFor(params ReadOnlySpan<Oid> uses)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_between);
        foreach (var use in uses)
            policy.ApplicationPolicy.Add(use);
        return policy;
    }

    /// <summary>Reads them, and sees that others would take the certificate.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="texts">The certificate's, the key's and the authority's text.</param>
    /// <param name="uses">What the certificate is to be for.</param>
    /// <exception cref="ClusterException">They cannot be read, do not belong together, or are not in force.</exception>
    public static FleetCredentials Read(TlsSource source, string[] texts, params ReadOnlySpan<Oid> uses)
    {
        var certificate = PemCertificate.WithKey(source.Certificate, source.Key, texts[0], texts[1]);
        var credentials = new FleetCredentials(certificate, PemCertificate.Import(source.Certificate, texts[0]), PemCertificate.Import(source.Authority, texts[2]));
        if (credentials._roots.Count == 0)
            throw new ClusterException($"{source.Authority}: expected the certificate of the fleet's own authority, which it has issued to itself");
        if (!IsNamedFor(certificate, uses))
            throw new ClusterException($"{source.Certificate}: the certificate '{certificate.Subject}' does not name what a silo's is for: expected the extended key usages serverAuth and clientAuth");
        using var chain = new X509Chain { ChainPolicy = credentials.PolicyFor(uses) };
        if (!chain.Build(credentials.Certificate))
            throw new ClusterException($"{source.Certificate}: the certificate '{credentials.Certificate.Subject}', in force from {credentials.Certificate.NotBefore:u} to {credentials.Certificate.NotAfter:u}, "
                + $"would be refused by the authorities of {source.Authority}: {Why(chain)}");
        return credentials;
    }

    /// <summary>
    /// Whether a certificate that is to be a silo's says so. To a chain, one that names no use is for all of them: whoever has an authority that issues such
    /// ones, as many do, would have made each of its clients a silo.
    /// </summary>
    public static bool IsNamedFor(X509Certificate2 certificate, params ReadOnlySpan<Oid> uses)
    {
        foreach (var use in uses)
        {
            if (use.Value == Serves.Value && !certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(named => named.EnhancedKeyUsages.OfType<Oid>().Any(oid => oid.Value == use.Value)))
                return false;
        }
        return true;
    }

    /// <summary>What is wrong with a chain, in a few words.</summary>
    public static string Why(X509Chain? chain)
    {
        string[] words = [.. chain?.ChainStatus.Select(status => status.StatusInformation.TrimEnd('.', ' ')).Distinct() ?? []];
        return words.Length > 0 ? string.Join("; ", words) : "it shows no certificate";
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
