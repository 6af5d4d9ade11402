using Spectre.Console;
using Spectre.Console.Rendering;

namespace Grid.Cli;

/// <summary>
/// A bar of progress in one line of the terminal, whatever its width: what it says of the work is cut, part by part from its
/// end, to what there is room for.
/// </summary>
internal sealed class FittedBar
{
    private const int Percentage = 5, Margins = 4;
    private readonly Words _words;
    private readonly int _bar;

    /// <summary>A bar for a terminal.</summary>
    public FittedBar(IAnsiConsole terminal, string description)
    {
        int width = terminal.Profile.Width;
        _bar = Math.Clamp(width / 8, 4, 30);
        _words = new Words(width - 1 - description.Length - _bar - Percentage - Margins);
    }

    /// <summary>The columns of the progress.</summary>
    public ProgressColumn[] Columns => [new TaskDescriptionColumn(), new ProgressBarColumn { Width = _bar }, new PercentageColumn(), _words];

    /// <summary>Says how far the work is; parts are parted by commas, what matters most first.</summary>
    public void Say(string words) => _words.Latest = words;

    /// <summary>As many of the parts of a text as have room.</summary>
    public static string Fit(string words, int room)
    {
        while (words.Length > room)
        {
            int comma = words.LastIndexOf(", ", StringComparison.Ordinal);
            if (comma < 0)
                return "";
            words = words[..comma];
        }
        return words;
    }

    private sealed class Words(int room) : ProgressColumn
    {
        public string Latest { get; set; } = "";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Fit(Latest, room));
    }
}
