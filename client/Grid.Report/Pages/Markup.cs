using System.Globalization;
using System.Net;
using System.Text;
using Grid.Query;

namespace Grid.Report;

/// <summary>
/// A piece of a page. What is put into it is text, whatever it says, unless it is a piece itself:
/// <c>Markup.Of($"&lt;td&gt;{value}&lt;/td&gt;")</c>.
/// </summary>
/// <param name="Html">As it stands in the page.</param>
internal readonly record struct Markup(string Html)
{
    /// <summary>The longest text of the data that is shown.</summary>
    private const int Longest = 200;

    public static Markup None { get; } = new("");

    /// <summary>A piece of the page's own words, with texts, numbers and other pieces in it.</summary>
    public static Markup Of(FormattableString parts) => new(string.Format(Escaping.Instance, parts.Format, parts.GetArguments()));

    /// <summary>Pieces one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Html)));

    /// <summary>A value of the data or a name that the data gave: set apart, so that its direction of writing ends with it, and cut where it is long.</summary>
    public static Markup Data(string text) => text.Length <= Longest
        ? Of($"<bdi>{text}</bdi>")
        : Of($"<bdi>{CellText.Cut(text, Longest)}</bdi> <small>({text.Length:N0} characters)</small>");

    // What stands in a hole of a page's text, by its own format.
    private sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static Escaping Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Markup piece => piece.Html,
            IEnumerable<Markup> pieces => Join(pieces).Html,
            IFormattable value => Escape(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escape(arg.ToString()!),
        };

        // Half of a surrogate pair is no character that a file can have.
        private static string Escape(string text) => WebUtility.HtmlEncode(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(CellText.Clean(text))));
    }
}
