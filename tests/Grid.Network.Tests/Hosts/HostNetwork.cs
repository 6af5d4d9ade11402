using System.Diagnostics;
using System.Globalization;

namespace Grid.Network.Tests.Hosts;

/// <summary>
/// Hosts on a switch, each a network of its own within the kernel (<c>ip netns</c>); the test's own machine is the last of them. A cut is silent, as a
/// cable's is: what a host sends to another goes to an address of hardware that nobody has.
/// </summary>
internal sealed class HostNetwork : IDisposable
{
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"g{Environment.ProcessId}");
    private readonly int _hosts;
    private readonly HashSet<(int From, int To)> _cut = [];
    private readonly Dictionary<int, SlowCable> _slow = [];

    /// <summary>Makes hosts 1 to <paramref name="hosts"/>, of which the last is this machine.</summary>
    public HostNetwork(int hosts)
    {
        _hosts = hosts;
        try
        {
            Run("netns", "add", Switch);
            Run("-n", Switch, "link", "add", "br0", "type", "bridge");
            Run("-n", Switch, "link", "set", "br0", "up");
            for (int host = 1; host <= hosts; host++)
                Add(host);
            for (int from = 1; from <= hosts; from++)
                Join(from);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no such network here; null where there can.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "networks are made by root, on Linux"
        : MotoServer.Find("ip") is null ? "there is no ip (apt-get install iproute2)"
        : MotoServer.Find("redis-server") is null ? "there is no redis-server (apt-get install redis-server)"
        : WhyNot();

    private string Switch => $"{_name}-switch";

    /// <summary>A host's address, in a network of this process's own.</summary>
    public static string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 250}.{host}");

    /// <summary>What a program's name is put behind so that it runs on a host.</summary>
    public string[] Within(int host) => ["ip", "netns", "exec", NameOf(host)];

    /// <summary>Lets nothing of one host arrive at another; the way back is open.</summary>
    public void Cut(int from, int to)
    {
        if (_cut.Add((from, to)))
            Lead(from, to, "02:00:00:00:00:fe");
    }

    /// <summary>Lets what goes to a host and comes from it be late, and some of it be lost, each way.</summary>
    public void Hinder(int host, TimeSpan delay, double loss, int seed)
    {
        Run("-n", Switch, "link", "add", $"s{host}", "type", "veth", "peer", "name", $"t{host}");
        Run("-n", Switch, "link", "set", $"t{host}", "up");
        Run("-n", Switch, "link", "set", $"p{host}", "nomaster");
        _slow[host] = new SlowCable(Switch, $"p{host}", $"t{host}", delay, loss, seed);
        Run("-n", Switch, "link", "set", $"s{host}", "master", "br0", "up");
    }

    /// <summary>Opens all ways again, at their full speed; says what slow ones have done.</summary>
    public string Heal()
    {
        string said = string.Join(", ", _slow.Values);
        foreach (var (host, cable) in _slow)
        {
            cable.Dispose();
            Run("-n", Switch, "link", "del", $"s{host}");
            Run("-n", Switch, "link", "set", $"p{host}", "master", "br0");
        }
        _slow.Clear();
        foreach (var (from, to) in _cut)
            Lead(from, to, HardwareOf(to));
        _cut.Clear();
        return said;
    }

    public void Dispose()
    {
        foreach (var cable in _slow.Values)
            cable.Dispose();
        // A namespace that was deleted ends in its own time, and with it the devices that it has; this machine's goes now, as the next network has its name.
        TryRun("link", "del", _name);
        // A host's end of a cable takes the other end along.
        for (int host = 1; host < _hosts; host++)
            TryRun("netns", "del", NameOf(host));
        TryRun("netns", "del", Switch);
    }

    private void Add(int host)
    {
        bool isThis = host == _hosts;
        string device = isThis ? _name : "eth0";
        if (!isThis)
            Run("netns", "add", NameOf(host));
        Run("-n", Switch, "link", "add", $"p{host}", "type", "veth", "peer", "name", device, "netns", isThis ? $"{Environment.ProcessId}" : NameOf(host));
        Run("-n", Switch, "link", "set", $"p{host}", "master", "br0", "up");
        Run([.. On(host), "link", "set", device, "address", HardwareOf(host), "up"]);
        Run([.. On(host), "address", "add", $"{AddressOf(host)}/24", "dev", device]);
        if (!isThis)
            Run([.. On(host), "link", "set", "lo", "up"]);
    }

    // Nobody asks who has an address: a cut would be undone by the answer.
    private void Join(int from)
    {
        for (int to = 1; to <= _hosts; to++)
        {
            if (to != from)
                Lead(from, to, HardwareOf(to));
        }
    }

    private void Lead(int from, int to, string hardware) =>
        Run([.. On(from), "neigh", "replace", AddressOf(to), "lladdr", hardware, "dev", from == _hosts ? _name : "eth0", "nud", "permanent"]);

    private string[] On(int host) => host == _hosts ? [] : ["-n", NameOf(host)];

    private string NameOf(int host) => $"{_name}-{host}";

    private static string HardwareOf(int host) => $"02:00:00:00:00:{host:x2}";

    private static string? WhyNot()
    {
        string name = $"gtry{Environment.ProcessId}";
        try
        {
            Run("netns", "add", name);
            Run("-n", name, "link", "add", "br0", "type", "bridge");
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"this machine makes no networks: {e.Message}";
        }
        finally
        {
            TryRun("netns", "del", name);
        }
    }

    private static void Run(params string[] arguments)
    {
        var (code, said) = TryRun(arguments);
        if (code != 0)
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {said.Trim()}");
    }

    private static (int Code, string Said) TryRun(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string said = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        return (ip.ExitCode, said);
    }
}
