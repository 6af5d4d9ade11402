using System.CommandLine;
using System.Globalization;

namespace Grid.Cli;

/// <summary>Sizes as people write them: <c>512MB</c>, <c>2GB</c>, <c>1.5 GiB</c>.</summary>
internal static class SizeOption
{
    private static readonly (string Unit, double Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("B", 1)];

    /// <summary>An option whose value is a size.</summary>
    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value.Trim();
            var (unit, bytes) = Array.Find(Units, u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
            if (unit is not null && double.TryParse(text[..^unit.Length].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double figure) && figure > 0 && figure * bytes < long.MaxValue)
                return (long)(figure * bytes);
            result.AddError($"{name} {text}: expected a size, such as 512MB or 2GB");
            return null;
        },
    };
}
