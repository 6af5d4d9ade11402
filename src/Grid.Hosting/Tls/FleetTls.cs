using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Grid.Hosting;

/// <summary>
/// Silos and clients of a fleet speak TLS, and each shows a certificate of the fleet's own authority. Who has none is cut off before anything that
/// he says is read. A certificate says by its uses what its owner is: a client's is for calling alone, a silo's for being called as well, and opens
/// the silos' port. Names in it are not compared: addresses come and go.
/// </summary>
internal static class FleetTls
{
    // Whoever connects and says nothing is cut off after that.
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(5);

    /// <summary>Lets a silo speak TLS with silos and clients.</summary>
    /// <exception cref="ClusterException">The certificate cannot be read, or nobody would take it.</exception>
    public static void AddTo(ISiloBuilder silo, TlsSource source)
    {
        var renewed = new Renewed<FleetCredentials>(SourcesOf(source), texts => FleetCredentials.Read(source, texts, FleetCredentials.Serves, FleetCredentials.Calls));
        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(builder => builder.UseServerTls(Options(renewed, builder, FleetCredentials.Calls, FleetCredentials.Serves)));
            connections.ConfigureGatewayInboundConnection(builder => builder.UseServerTls(Options(renewed, builder, FleetCredentials.Calls)));
            connections.ConfigureSiloOutboundConnection(builder => builder.UseClientTls(Options(renewed, builder, FleetCredentials.Serves)));
        });
    }

    /// <summary>Lets a client speak TLS with silos.</summary>
    /// <exception cref="ClusterException">The certificate cannot be read, or nobody would take it.</exception>
    public static void AddTo(IClientBuilder client, TlsSource source)
    {
        var renewed = new Renewed<FleetCredentials>(SourcesOf(source), texts => FleetCredentials.Read(source, texts, FleetCredentials.Calls));
        client.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(builder => builder.UseClientTls(Options(renewed, builder, FleetCredentials.Serves))));
    }

    private static PemSource[] SourcesOf(TlsSource source) => [source.Certificate, source.Key, source.Authority];

    private static TlsOptions Options(Renewed<FleetCredentials> renewed, IConnectionBuilder builder, params Oid[] uses)
    {
        var log = builder.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FleetTls));
        return new TlsOptions
        {
            // The middleware asks for it; each connection is given what is there by then.
            LocalCertificate = renewed.Current(log).Certificate,
            RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
            ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
            HandshakeTimeout = HandshakePatience,
            RemoteCertificateValidation = (certificate, chain, errors) => IsTaken(log, certificate, chain, errors, uses),
            OnAuthenticateAsServer = (_, options) => Take((SslServerAuthenticationOptions)options.SslServerAuthenticationOptions, renewed.Current(log), uses),
            OnAuthenticateAsClient = (_, options) => Take((SslClientAuthenticationOptions)options.SslClientAuthenticationOptions, renewed.Current(log), uses),
        };
    }

    private static void Take(SslServerAuthenticationOptions options, FleetCredentials credentials, Oid[] uses)
    {
        (options.ServerCertificate, options.ServerCertificateSelectionCallback, options.ServerCertificateContext) = (null, null, credentials.Context);
        // What was resumed would be judged by authorities that were taken then.
        (options.CertificateChainPolicy, options.AllowTlsResume) = (credentials.PolicyFor(uses), false);
    }

    private static void Take(SslClientAuthenticationOptions options, FleetCredentials credentials, Oid[] uses)
    {
        (options.ClientCertificates, options.LocalCertificateSelectionCallback, options.ClientCertificateContext) = (null, null, credentials.Context);
        (options.CertificateChainPolicy, options.AllowTlsResume) = (credentials.PolicyFor(uses), false);
    }

    private static bool IsTaken(ILogger log, X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, Oid[] uses)
    {
        bool isValid = (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        if (isValid && FleetCredentials.IsNamedFor(certificate, uses))
            return true;
        EngineLog.CertificateRefused(log, certificate.Thumbprint, isValid ? "it does not name serverAuth among its extended key usages, as a silo's does" : FleetCredentials.Why(chain));
        return false;
    }
}
