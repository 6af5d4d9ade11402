using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Words the notes about the types of columns: the one place that says why a value made a column what it is.</summary>
internal static class TypeNotes
{
    private const int LongestValue = 60;
    private const int DigitsOfMoment = 6;

    /// <summary>A column that would be of another type is text because of a value.</summary>
    /// <param name="column">The column.</param>
    /// <param name="otherwise">The type that it would be of.</param>
    /// <param name="value">The value, without its quotes.</param>
    /// <param name="isQuoted">Whether it has quotes.</param>
    /// <param name="dates">How dates are written.</param>
    /// <param name="file">The file that it is in.</param>
    /// <param name="fileIndex">Which file of the plan that is.</param>
    /// <param name="offset">Where its row starts.</param>
    /// <param name="numbers">How numbers are written; null for the usual way.</param>
    /// <param name="isText">Whether the value is a text, whatever it looks like.</param>
    /// <param name="comment">The option that would leave the value out as a comment, where it looks like one.</param>
    public static SourceNote Text(
        string column, LogicalType? otherwise, ReadOnlySpan<byte> value, bool isQuoted, DateFormats dates, string file, int fileIndex, long offset, NumberForm? numbers, string? comment, bool isText = false)
    {
        string text = Cut(value);
        if (isText && (text.Length == 0 || ValueText.IsValue(value)))
            return Because($"because \"{text}\" is in quotes", Unquoted(column, otherwise, value));
        var digits = numbers is null ? value : numbers.Rewrite(value);
        if (NumberText.TryParse(digits, out var number) && Digits(number, digits, otherwise) is { } reasons)
            return Because($"because '{text}' {reasons}", $"--schema {ShellWord.Of(column + ":double")}", NoteKind.Digits);
        if (numbers is not null && NumberText.TryParse(value, out _) && value.ContainsAnyInRange((byte)'0', (byte)'9'))
            return Because($"because '{text}' has a point where its numbers may have none");
        if (numbers is null && NumberMarks.Of(value) is { } marks)
            return Because($"because '{text}' has {marks.Mark}, and numbers are read with a decimal point alone", marks.Option);
        if (comment is not null)
            return Because($"because of '{text}'", comment);
        if (NumberWithSign.OfAccounts(value) is { } minus)
            return Because($"because '{text}' {minus}, and numbers are read with a minus sign before them");
        if (NumberWithSign.Of(value) is { } sign)
            return Because($"because '{text}' has a {sign}, and numbers are read without");
        if (otherwise?.Kind != LogicalKind.Bool && Lookalike.Of(value, dates) is var (what, meant))
            return Because($"because '{text}' {what}", meant);
        if (otherwise is LogicalTimestamp or { Kind: LogicalKind.Date } && AmongMoments(text, value, otherwise) is { } reason)
            return Because($"because {reason}");
        // In quotes, an empty field and a null word are texts.
        if (isQuoted && (text.Length == 0 || NullWords.IsDefault(text)))
            return Because($"because of \"{text}\"", "--quoted-nulls yes");
        if (otherwise is not null && OtherKind.Of(text, value, otherwise) is { } kind)
            return Because($"because {kind}");
        return Because(
            $"because of '{text}'",
            OtherKind.MayMeanNull(text, otherwise) ? $"--null {ShellWord.Of(text)}" : text.Any(char.IsDigit) ? null : $"--schema {ShellWord.Of(column + ":" + Name(otherwise))}");

        SourceNote Because(string why, string? option = null, NoteKind kind = NoteKind.Text) => new()
        {
            Kind = kind,
            Column = column,
            Text = $"{column} is text {why}",
            Value = text,
            Option = option,
            Path = file,
            FileIndex = fileIndex,
            Offset = offset,
        };
    }

    /// <summary>The option that reads values in quotes, as JSON has them, as what they look like; null where one of them does not go with a column's others.</summary>
    public static string? Unquoted(string column, LogicalType? otherwise, ReadOnlySpan<byte> value) => Unquoted(column, otherwise, [value.ToArray()]);

    /// <summary>The same, of several values.</summary>
    public static string? Unquoted(string column, LogicalType? otherwise, IEnumerable<byte[]> values)
    {
        string?[] types = [.. values.Select(value => TypeOf(value, otherwise)).Distinct()];
        string? type = types is [var one] ? one : types.Length == 2 && types.Contains("int") && types.Contains("double") ? "double" : null;
        return type is null ? null : $"--schema {ShellWord.Of(column + ":" + type)}";
    }

    private static string? TypeOf(byte[] value, LogicalType? otherwise)
    {
        if (NumberText.TryParse(value, out var number))
            return otherwise is null or { IsInteger: true } or { Kind: LogicalKind.Real } ? number.Kind == NumberKind.Integer && otherwise is not { Kind: LogicalKind.Real } ? "int" : "double" : null;
        if (BoolText.TryParse(value, out _))
            return otherwise is null or { Kind: LogicalKind.Bool } ? "bool" : null;
        return otherwise is null or LogicalTimestamp or { Kind: LogicalKind.Date } && MomentText.TryParse(value, DateFormats.Either, out var moment) ? Name(moment.Type) : null;
    }

    /// <summary>Fields in quotes are null, as a file quotes every field.</summary>
    public static SourceNote QuotedNulls(string file, int fileIndex) => new()
    {
        Kind = NoteKind.Null,
        Text = "every field is quoted, and \"\" and null words taken for null",
        Option = "--quoted-nulls no",
        Path = file,
        FileIndex = fileIndex,
    };

    /// <summary>Why a number does not go with other numbers, or with none at all; null where it does.</summary>
    private static string? Digits(Number number, ReadOnlySpan<byte> value, LogicalType? otherwise)
    {
        if (!number.KeepsDigits(value))
            return number.Kind == NumberKind.Long ? "has more digits than a number keeps" : "has more digits than float64 keeps, the one type for it and numbers with a sign or a fraction";
        return otherwise is null or { IsInteger: false, Kind: not LogicalKind.Real } ? null
            : $"{(number.Kind == NumberKind.Integer ? "has a sign" : "is a fraction")}, and others have more digits than float64 keeps, the one type for both";
    }

    /// <summary>Why a value that somebody meant for one does not go with moments; null for a word, which may mean null.</summary>
    private static string? AmongMoments(string text, ReadOnlySpan<byte> value, LogicalType otherwise)
    {
        if (MomentText.TryParse(value, DateFormats.Either, out var moment))
            return OfMoment(text, moment, otherwise);
        // Placeholders, such as 0000-00-00 and -999, have few digits, or always the same.
        var digits = text.Where(char.IsAsciiDigit).ToList();
        return digits.Count < DigitsOfMoment || digits.Distinct().Count() == 1 || NumberText.TryParse(value, out _) ? null : $"'{text}' is no moment";
    }

    /// <summary>What parts a moment from those of a type.</summary>
    private static string OfMoment(string text, Moment moment, LogicalType otherwise)
    {
        bool zoned = moment.Form == MomentForm.Utc, othersZoned = otherwise is LogicalTimestamp { TimeZone: not null };
        if (zoned != othersZoned)
            return zoned ? $"'{text}' has a time zone, and others have none" : $"'{text}' has no time zone, and others have one";
        return moment.Unit == TimeUnit.Nanosecond || otherwise is LogicalTimestamp { Unit: TimeUnit.Nanosecond }
            ? $"'{text}' and others have no unit in common, as nanoseconds are held from 1677 to 2262"
            : $"of '{text}'";
    }

    /// <summary>A column whose files are of types that have only text, or a wider one, in common.</summary>
    public static SourceNote Files(string column, IReadOnlyList<LogicalType> types, LogicalType joined, int files) => new()
    {
        Kind = NoteKind.Files,
        Column = column,
        Text = $"{files} files: {column} {string.Join(" and ", types.Select(type => type.ToString()).Distinct().Order(StringComparer.Ordinal))} as {joined}",
    };

    /// <summary>The same, with the first value of a file that parted the column from the files before it.</summary>
    public static SourceNote From(SourceNote note, ReadOnlySpan<byte> value, LogicalType type, string file, int fileIndex, long offset)
    {
        string text = Cut(value);
        return note with { Text = $"{note.Text}: '{text}' is {type}", Value = text, Path = file, FileIndex = fileIndex, Offset = offset };
    }

    /// <summary>Notes on what was joined, under the types that it has become: one that says otherwise gives way to the value that decided.</summary>
    public static SourceNotes AsLoaded(SourceNotes notes, Schema planned, Schema loaded)
    {
        var told = new List<SourceNote>();
        foreach (var note in notes.Items)
        {
            int at = note.Kind is NoteKind.Files or NoteKind.Joined && note.Column is not null ? planned.IndexOf(note.Column) : -1;
            if (at < 0 || planned[at].Type == loaded[at].Type)
                told.Add(note);
            else if (!notes.Items.Any(other => other.Column == note.Column && other.Kind is NoteKind.Text or NoteKind.Digits))
                told.Add(note with { Kind = loaded[at].Logical == LogicalType.Text ? NoteKind.Files : note.Kind, Text = $"{note.Text[..^planned[at].Type.ToString().Length]}{loaded[at].Type}" });
        }
        return new SourceNotes(told);
    }

    /// <summary>A value as notes and errors have it: on one line, and short.</summary>
    public static string Cut(ReadOnlySpan<byte> field)
    {
        string text = Encoding.UTF8.GetString(field[..Math.Min(field.Length, LongestValue * 4)]).ReplaceLineEndings("\\n");
        if (text.Length <= LongestValue)
            return text;
        // Not between the halves of one character.
        int end = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static string Name(LogicalType? type) => type switch
    {
        { Kind: LogicalKind.Whole } => "int",
        { Kind: LogicalKind.Date } => "date",
        LogicalTimestamp => "timestamp",
        { Kind: LogicalKind.Bool } => "bool",
        _ => "double",
    };
}
