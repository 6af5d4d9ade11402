using System.Text;
using System.Text.Json;

namespace Grid.Sources;

/// <summary>What a look at samples from all over a file of JSON shows: names, in the order in which they appear, and types.</summary>
internal sealed class JsonSurvey : ISampled
{
    private const int SpotBytes = 32 * 1024;

    private readonly CsvDialect _dialect;
    private readonly CsvOptions _options;
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private TypeGuess[] _guesses = [];

    private JsonSurvey(PlannedFile planned, CsvOptions options)
    {
        Planned = planned;
        _dialect = JsonFormat.DialectOf(options);
        _options = options;
    }

    public PlannedFile Planned { get; private set; }

    public FileStamp File => Planned.File;

    public TypeGuess[] Guesses => _guesses;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Columns that hold what is nested, and are left out for it.</summary>
    public IReadOnlyCollection<string> LeftOut => _leftOut;

    /// <summary>Whether there is an object.</summary>
    public bool HasRows { get; private set; }

    /// <summary>Where the first object may start.</summary>
    public long DataStart { get; private set; }

    /// <summary>Bytes of the text, or about how many.</summary>
    public long TextBytes { get; private set; }

    /// <summary>Looks at a file.</summary>
    public static JsonSurvey Of(PlannedFile file, CsvOptions options, int spots, CancellationToken cancellation)
    {
        var survey = new JsonSurvey(file, options);
        using var stored = SourceStore.Open(file.File, cancellation);
        byte[] head = TextForms.HeadOf(stored, null);
        var form = TextForms.Of(stored, head, CsvDialect.From(options).Encoding, quote: null);
        if (form is not null)
            head = TextForms.HeadOf(stored, form);
        if (ObjectLines.AreNeeded(head))
            form = (form ?? new TextForm()) with { HasObjectsAnywhere = true };
        if (form is null)
        {
            survey.DataStart = TextEncodings.IsMarkedUtf8(head) ? 3 : 0;
            survey.Sample(stored, spots, cancellation);
            survey.TextBytes = file.File.Length;
            return survey;
        }
        survey.Planned = file with { File = file.File with { Form = form } };
        using var text = (TextFile)SourceStore.Open(survey.Planned.File, cancellation);
        survey.DataStart = !form.HasObjectsAnywhere && TextEncodings.IsMarkedUtf8(head) ? 3 : 0;
        survey.SampleStart(text, spots * SpotBytes);
        survey.TextBytes = text.ExpectedLength;
        return survey;
    }

    /// <summary>Puts the guesses in the order of the names of all files.</summary>
    public void Align(IReadOnlyList<string> names) =>
        _guesses = [.. names.Select(name => _columns.TryGetValue(name, out int at) ? _guesses[at] : default)];

    private void Sample(SourceFile source, int spots, CancellationToken cancellation)
    {
        long length = source.File.Length - DataStart;
        bool isAll = length <= (long)spots * SpotBytes;
        var samples = new (long Offset, byte[] Text)[isAll ? 1 : spots];
        source.ForMany(samples.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            long offset = DataStart + (isAll || spots == 1 ? 0 : (length - SpotBytes) * i / (spots - 1));
            var text = new byte[isAll ? length : SpotBytes];
            source.ReadExactly(text, offset);
            samples[i] = (offset, text);
        });
        foreach (var (offset, text) in samples)
        {
            int start = offset == DataStart ? 0 : text.AsSpan().IndexOf((byte)'\n') + 1;
            // A line that goes beyond a sample starts in it all the same.
            HasRows |= text.AsSpan(start).ContainsAnyExcept(" \t\r\n"u8);
            if (start > 0 || offset == DataStart)
                Take(source, text.AsSpan(start), offset + start, offset + text.Length == source.File.Length);
        }
        if (HasRows && _names.Count == 0)
            TakeFirst(source);
    }

    private void SampleStart(TextFile text, int bytes)
    {
        var sample = new byte[bytes];
        int length = text.Read(sample, DataStart);
        HasRows = sample.AsSpan(0, length).ContainsAnyExcept(" \t\r\n"u8);
        Take(text, sample.AsSpan(0, length), DataStart, length < bytes);
        if (HasRows && _names.Count == 0)
            TakeFirst(text);
    }

    /// <summary>Objects longer than samples: the first of them has to do.</summary>
    private void TakeFirst(SourceFile source)
    {
        for (int length = SpotBytes; _names.Count == 0 && length <= CsvRecord.LongestRow; length *= 4)
        {
            var text = new byte[(int)Math.Min(length, source.TextLength - DataStart)];
            int got = 0;
            for (int read = 1; read > 0 && got < text.Length; got += read)
                read = source.Read(text.AsSpan(got), DataStart + got);
            Take(source, text.AsSpan(0, got), DataStart, got < length);
        }
    }

    private void Take(SourceFile source, ReadOnlySpan<byte> text, long offset, bool atEndOfFile)
    {
        var faults = new JsonFaults(source);
        for (int at = 0; at < text.Length;)
        {
            int length = text[at..].IndexOf((byte)'\n');
            if (length < 0 && !atEndOfFile)
                return;
            length = length < 0 ? text.Length - at : length;
            var line = text.Slice(at, length);
            if (!JsonLines.IsBlank(line))
                Take(line, offset + at, faults);
            at += length + 1;
        }
    }

    private void Take(ReadOnlySpan<byte> line, long offset, JsonFaults faults)
    {
        try
        {
            if (JsonLiterals.MayBeIn(line))
                line = JsonLiterals.Replaced(line);
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw faults.NoObject(offset, line);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int column = ColumnOf(reader.GetString()!);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    CheckNested(_names[column], reader.TokenType == JsonTokenType.StartArray, offset, faults);
                reader.Skip();
                Guess(ref reader, column, line[start..(int)reader.BytesConsumed], offset);
            }
        }
        catch (JsonException e)
        {
            throw faults.NoJson(offset, e);
        }
        catch (InvalidOperationException e)
        {
            throw faults.NoText(offset, null, e);
        }
    }

    private void CheckNested(string name, bool isArray, long offset, JsonFaults faults)
    {
        if (_options.Nested == NestedColumns.LeaveOut)
            _leftOut.Add(name);
        else if (_options.Nested != NestedColumns.Text && _options.Columns?.Contains(name) != false)
            throw faults.Nested(offset, name, isArray);
    }

    private void Guess(ref Utf8JsonReader reader, int column, ReadOnlySpan<byte> value, long offset)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                _guesses[column].AddText(Encoding.UTF8.GetBytes(reader.GetString()!), offset, _dialect);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _guesses[column].AddText(value, offset, _dialect);
                break;
            default:
                var number = JsonLiterals.Of(value);
                if (JsonLiterals.IsNaN(number))
                    _guesses[column].AddNaN();
                else
                    _guesses[column].Add(number, offset, isQuoted: false, _dialect);
                break;
        }
    }

    private int ColumnOf(string name)
    {
        if (_columns.TryGetValue(name, out int column))
            return column;
        _names.Add(name);
        _columns.Add(name, column = _names.Count - 1);
        Array.Resize(ref _guesses, _names.Count);
        return column;
    }
}
