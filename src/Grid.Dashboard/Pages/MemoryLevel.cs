using System.Globalization;
using Grid.Client;
using Grid.Columns;
using MudBlazor;

namespace Grid.Dashboard.Pages;

/// <summary>How near a silo's memory is to its budget.</summary>
internal static class MemoryLevel
{
    private const double Much = 0.7;
    private const double TooMuch = 0.9;

    /// <summary>Its colour: green, from 70 % on orange, from 90 % on red. What it lets go of when room is needed does not count.</summary>
    public static Color ColorOf(NamedSilo silo) => Share(silo) switch
    {
        >= TooMuch => Color.Error,
        >= Much => Color.Warning,
        _ => Color.Success,
    };

    /// <summary>The same in words.</summary>
    public static string Words(NamedSilo silo) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ByteSize.Of(silo.Bytes)} of {ByteSize.Of(silo.Budget)}, {(silo.Budget > 0 ? 100.0 * silo.Bytes / silo.Budget : 0):0} %{(silo.Reclaimable > 0 ? $", of which it lets go of {ByteSize.Of(silo.Reclaimable)} when room is needed" : "")}");

    private static double Share(NamedSilo silo) => silo.Budget > 0 ? (double)(silo.Bytes - silo.Reclaimable) / silo.Budget : 0;
}
