using System.Globalization;

namespace Grid.Testing;

/// <summary>A process whose clock is off, by libfaketime: what it takes for the time of day, and not what it measures.</summary>
public static class FakeClock
{
    private static readonly string? Library = !OperatingSystem.IsLinux() || !Directory.Exists("/usr/lib") ? null : Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu")
        .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    /// <summary>Why no clock can be off; null where one can.</summary>
    public static string? Missing { get; } = Library is null ? "there is no libfaketime (apt-get install faketime)" : null;

    /// <summary>What the environment of a process says whose clock is off by so much.</summary>
    /// <remarks>
    /// By itself the library takes glibc for one of whose waits it has to move the end, and moves it by as much as the clock is off, also where the clock of the wait is not:
    /// ahead, no wait lasts, and all threads of the process spin; behind, each lasts minutes too long.
    /// </remarks>
    public static (string Name, string Value)[] Off(TimeSpan by) =>
    [
        ("LD_PRELOAD", Library!), ("FAKETIME", string.Create(CultureInfo.InvariantCulture, $"{by.TotalSeconds:+0;-0}s")), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ("FAKETIME_FORCE_MONOTONIC_FIX", "0"), ("NO_FAKE_STAT", "1"), ("FAKETIME_DISABLE_SHM", "1"),
    ];
}
