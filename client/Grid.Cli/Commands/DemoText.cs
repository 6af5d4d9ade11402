using Grid.Query;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>The words between the answers of a demo: headings, commands and remarks.</summary>
internal sealed class DemoText(CliConsole console)
{
    private int _step;

    /// <summary>Starts a step: what comes, and the command that does it.</summary>
    public void Step(string title, string command)
    {
        _step++;
        if (console.OutTerminal is { } terminal)
        {
            terminal.WriteLine();
            terminal.Write(new Rule($"[bold]{_step}. {Markup.Escape(title)}[/]") { Justification = Justify.Left, Style = new Style(Color.Grey50) });
            terminal.Write(new Text($"$ {command}\n", new Style(Color.Green)));
        }
        else
        {
            console.Out.WriteLine();
            console.Out.WriteLine($"{_step}. {title}");
            console.Out.WriteLine($"$ {command}");
        }
    }

    /// <summary>A remark.</summary>
    public void Say(string remark) => console.Out.WriteLine(remark);

    /// <summary>What a step shows that is worth acting on.</summary>
    public void Advise(string advice)
    {
        if (console.OutTerminal is { } terminal)
            terminal.Write(new Text($"→ {advice}\n", new Style(Color.Yellow)));
        else
            console.Out.WriteLine($"→ {advice}");
    }

    /// <summary>An answer.</summary>
    public void Show(Answer answer) => AnswerOutput.Write(answer, OutputFormat.Table, console);
}
