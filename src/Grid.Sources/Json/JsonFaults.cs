using System.Text.Json;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Says what is wrong with an object: on which line, found by counting only now that it is needed, what, and what to do.</summary>
internal sealed class JsonFaults(SourceFile source)
{
    // Objects that are not on lines of their own are told by their number as well: all of them may be on one line.
    private bool HasObjectsAnywhere => source.File.Form is { HasObjectsAnywhere: true };

    private string Path => source.File.Path;

    public SourceException NoJson(long offset, JsonException e) =>
        Of(offset, null, null, $"this is no JSON: {JsonFormat.What(e)}{(HasObjectsAnywhere ? " of the object" : "")}; correct it, or name the file *.csv where it is CSV.", within: e.BytePositionInLine ?? 0);

    public SourceException NoObject(long offset, ReadOnlySpan<byte> line) =>
        Of(offset, null, TypeNotes.Cut(line), $"expected an object such as {{\"id\": 1, \"name\": \"x\"}}, but found {TypeNotes.Cut(line)}; write a row as an object.");

    public SourceException Twice(long offset, string name) =>
        Of(offset, name, null, $"the name '{name}' is there twice; name it once.");

    public SourceException Nested(long offset, string name, bool isArray) =>
        Of(offset, name, null, $"'{name}' holds {(isArray ? "an array" : "an object")}, and columns hold single values; say --nested text to keep what is nested as text, or --nested leave-out.");

    public SourceException UnknownName(long offset, string name) =>
        Of(offset, name, null, $"the name '{name}' is in no object that was looked at when the load was planned; name its type, as in --schema {ShellWord.Of(name + ":text")}.");

    public SourceException NoText(long offset, string? name, Exception e) =>
        Of(offset, name, null, "a text holds half of a character (an escape \\uD800 to \\uDFFF without its other half); correct it.", e);

    public SourceException TooLong(long offset) =>
        Of(offset, null, null, $"the object is longer than {ByteSize.Of(CsvRecord.LongestRow)}; the file is perhaps no JSON.");

    /// <summary>Finds the first line of some, which start at an offset, that is not UTF-8.</summary>
    public SourceException NotUtf8(long offset, ReadOnlySpan<byte> lines)
    {
        int at = 0;
        while (lines[at..].IndexOf((byte)'\n') is >= 0 and var length && Utf8.IsValid(lines.Slice(at, length)))
            at += length + 1;
        return TextFaults.NotUtf8(Path, source.LineOf(offset + at));
    }

    private SourceException Of(long offset, string? column, string? value, string what, Exception? inner = null, long within = 0)
    {
        long line = source.LineOf(HasObjectsAnywhere ? offset + within : offset);
        string place = HasObjectsAnywhere ? $"line {line}, object {source.RowLineOf(offset)}" : $"line {line}";
        return new SourceException($"{Path}, {place}: {what}", Path, line, column, value, inner);
    }
}
