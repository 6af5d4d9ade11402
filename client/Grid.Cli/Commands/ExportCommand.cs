using System.CommandLine;
using System.CommandLine.Parsing;
using Grid.Learning;
using Grid.Sources;

namespace Grid.Cli;

/// <summary><c>grid export</c>: a saved model in the format of ONNX, for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "a model that grid tune saved" };
        var target = new Argument<string>("FILE") { Description = "the file to write, such as model.onnx" };
        var input = new Option<OnnxInput>("--input")
        {
            Description = "the type of the numbers that it takes: double, by which every row falls as it does here, or float, which many programs have, and by which rows of values that are no floats may not; double unless said otherwise",
            HelpName = "TYPE",
            CustomParser = Parse,
        };
        var command = new Command("export", "Writes a model as ONNX (ai.onnx.ml's tree ensembles), for any of its runtimes.") { model, target, input };
        command.SetAction((parsed, _) =>
        {
            Run(parsed.GetValue(model)!, parsed.GetValue(target)!, parsed.GetValue(input), console);
            return Task.FromResult(ExitCode.Answered);
        });
        return command;
    }

    private static OnnxInput Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text is "double" or "float")
            return text == "float" ? OnnxInput.Float : OnnxInput.Double;
        string? meant = text is "float64" or "f64" ? "double" : text is "float32" or "f32" ? "float" : Suggestion.Nearest(text, ["double", "float"]);
        result.AddError($"--input {text}: expected double or float{(meant is null ? "" : $"; did you mean '{meant}'?")}");
        return default;
    }

    private static void Run(string path, string target, OnnxInput input, CliConsole console)
    {
        var model = Forest.Load(path);
        byte[] bytes = OnnxModel.Encode(model, input);
        try
        {
            using var file = OutputFile.Open(target, OnnxModel.Replaces, [path]);
            file.Write(bytes);
        }
        catch (OutputException fault)
        {
            throw new UsageException(fault.Message);
        }
        console.Out.WriteLine($"{target}: {Figures.Size(bytes.Length)}, a forest of {Figures.Counted(model.Trees.Count, "tree")} that predicts '{model.Target}'");
        string[] numbers = [.. model.Features.Where(f => f.Categories is null).Select(f => f.Name)], texts = [.. model.Features.Where(f => f.Categories is not null).Select(f => f.Name)];
        if (numbers.Length > 0)
            console.Out.WriteLine($"takes X ({input.ToString().ToLowerInvariant()}, rows × {numbers.Length}): {string.Join(", ", numbers)}");
        if (texts.Length > 0)
            console.Out.WriteLine($"takes texts (rows × 1), each by its name: {string.Join(", ", texts)}");
        console.Out.WriteLine(model.Labels is { } labels ? $"gives label and probabilities (float, rows × {labels.Count})" : "gives variable (float, rows × 1)");
    }
}
