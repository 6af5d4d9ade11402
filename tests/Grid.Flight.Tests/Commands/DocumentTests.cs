using System.Text;
using System.Text.Json;

namespace Grid.Flight.Tests;

public sealed class DocumentTests
{
    private static string Docs => Path.Combine(AppContext.BaseDirectory, "docs");

    [Fact]
    public void The_schema_file_has_the_words_of_commands()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "flight.schema.json")));

        Assert.Equal(CommandReader.Words.Order(), schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(CommandReader.Version, schema.RootElement.GetProperty("properties").GetProperty("version").GetProperty("const").GetInt32());
    }

    [Fact]
    public void Each_command_of_the_page_is_one()
    {
        string[] commands = [.. File.ReadAllLines(Path.Combine(Docs, "flight.md")).Where(line => line.StartsWith("{\"", StringComparison.Ordinal) && line.Contains("\"dataset\"", StringComparison.Ordinal))];

        Assert.True(commands.Length > 10);
        Assert.All(commands, command => CommandReader.Read(Encoding.UTF8.GetBytes(command)));
    }
}
