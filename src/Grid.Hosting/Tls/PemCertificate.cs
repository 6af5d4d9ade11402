using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Grid.Hosting;

/// <summary>Certificates as PEM has them.</summary>
internal static class PemCertificate
{
    /// <summary>Reads certificates, without keys.</summary>
    /// <exception cref="ClusterException">There is none, or one that cannot be read.</exception>
    public static X509Certificate2Collection Import(PemSource source, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new ClusterException($"{source}: no certificate can be read there: {e.Message}", e);
        }
        return certificates.Count > 0 ? certificates : throw new ClusterException($"{source}: no certificate is in it; expected PEM, -----BEGIN CERTIFICATE-----");
    }

    /// <summary>Reads a certificate with its key.</summary>
    /// <exception cref="ClusterException">They cannot be read, or do not belong together.</exception>
    public static X509Certificate2 WithKey(PemSource certificate, PemSource key, string certificateText, string keyText)
    {
        try
        {
            var read = X509Certificate2.CreateFromPem(certificateText, keyText);
            if (!OperatingSystem.IsWindows())
                return read;
            // There, a key that is in no store serves nobody.
            using (read)
                return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ClusterException($"{certificate}: no certificate with its key, unencrypted in {key.Variable}, can be read there: {e.Message}", e);
        }
    }

    /// <summary>Reads what a server shows: its certificate with its key, and those that stand for it.</summary>
    /// <exception cref="ClusterException">They cannot be read, or do not belong together.</exception>
    public static SslStreamCertificateContext Shown(PemSource certificate, PemSource key, string certificateText, string keyText)
    {
        var read = WithKey(certificate, key, certificateText, keyText);
        return SslStreamCertificateContext.Create(read, [.. Import(certificate, certificateText).Skip(1)], offline: true);
    }
}
