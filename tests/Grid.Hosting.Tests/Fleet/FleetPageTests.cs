using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>What <c>docs/fleet.md</c> says is read and made as it says.</summary>
public sealed partial class FleetPageTests
{
    private static string Page { get; } = Tree.Read("docs/fleet.md");

    [Fact]
    public void Its_tables_have_the_variables_that_there_are()
    {
        string[] told = [.. FirstCell().Matches(Page).SelectMany(cell => Variable().Matches(cell.Value)).Select(name => name.Value).Distinct().Order(StringComparer.Ordinal)];
        string[] read =
        [
            .. typeof(FleetSettings).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
                .Where(name => name != FleetSettings.TaskMetadataVariable).Order(StringComparer.Ordinal), // which ECS sets
        ];

        Assert.Equal(read, told);
    }

    [Fact]
    public void A_pod_with_the_environment_of_the_page_is_part_of_a_fleet()
    {
        var variables = Entry().Matches(Page).ToDictionary(
            entry => entry.Groups["name"].Value,
            entry => entry.Groups["value"] is { Success: true } value ? value.Value.Trim('"') : entry.Value.Contains("podIP", StringComparison.Ordinal) ? "10.1.2.3" : "secret");

        Assert.Equal(
            new FleetSettings { ClusterId = "night", Redis = "redis:6379", RedisPassword = "secret", Address = IPAddress.Parse("10.1.2.3"), StopTimeout = TimeSpan.FromSeconds(30) },
            FleetSettings.From(variables.GetValueOrDefault));
    }

    [Fact]
    public async Task Certificates_that_are_made_as_the_page_says_are_a_silos_and_a_clients()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/bin/bash"), "there is no bash");
        string folder = Directory.CreateTempSubdirectory("grid-certificates-").FullName;
        try
        {
            var start = new ProcessStartInfo("/bin/bash", ["-ec", "command -v openssl >/dev/null || exit 42\n" + Certificates().Match(Page).Groups[1].Value]) { WorkingDirectory = folder, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(process.ExitCode == 42, "there is no openssl");
            Assert.True(process.ExitCode == 0, errors);

            Assert.Equal("CN=silo", Read("silo", FleetCredentials.Serves, FleetCredentials.Calls).Certificate.Subject);
            Assert.Equal("CN=client", Read("client", FleetCredentials.Calls).Certificate.Subject);
            Assert.Throws<ClusterException>(() => Read("client", FleetCredentials.Serves));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        FleetCredentials Read(string name, params System.Security.Cryptography.Oid[] uses)
        {
            string[] paths = [.. new[] { $"{name}.pem", $"{name}.key", "authority.pem" }.Select(file => Path.Combine(folder, file))];
            var source = new TlsSource(
                new PemSource(FleetSettings.TlsCertificateVariable, paths[0]), new PemSource(FleetSettings.TlsKeyVariable, paths[1]), new PemSource(FleetSettings.TlsAuthorityVariable, paths[2]));
            return FleetCredentials.Read(source, [.. paths.Select(File.ReadAllText)], uses);
        }
    }

    [GeneratedRegex(@"^\| *`[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("(?:GRID|AWS)_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^ *- \{ name: (?<name>\w+), (?:value: (?<value>""[^""]*""|\S+) \}|valueFrom: .*)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"```sh\n(openssl req -x509.*?)```", RegexOptions.Singleline)]
    private static partial Regex Certificates();
}
