using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>What a look at a file's header and at samples from all over it shows.</summary>
internal sealed class FileSurvey : ISampled
{
    private const int SpotBytes = 8 * 1024;
    private const int HeadBytes = 64 * 1024;

    private CsvDialect _dialect;
    private readonly CsvRecord _record = new();
    private long _length;

    private FileSurvey(PlannedFile file, CsvDialect dialect) => (Planned, _dialect) = (file, dialect);

    /// <summary>The file, and which of the plan it is.</summary>
    public PlannedFile Planned { get; private set; }

    public FileStamp File => Planned.File;

    /// <summary>The names of the columns.</summary>
    public string[] Names { get; private set; } = [];

    /// <summary>Whether there is nothing in the file, not even a header.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Where the rows start, in bytes.</summary>
    public long DataStart { get; private set; }

    /// <summary>How many bytes the rows are, or about how many where the text is stored in another form.</summary>
    public long TextBytes { get; private set; }

    /// <summary>Whether every field that was seen is in quotes, also where nothing needs them.</summary>
    public bool QuotesAll { get; private set; }

    /// <summary>Whether nulls in quotes were seen, and taken for such as every field is quoted.</summary>
    public bool SawQuotedNulls { get; private set; }

    /// <summary>Whether there is a row.</summary>
    public bool HasRows { get; private set; }

    /// <summary>The types of the columns, as far as the samples show.</summary>
    public TypeGuess[] Guesses { get; private set; } = [];

    /// <summary>Where quotes open and close, if there were any in the samples or <c>countQuotes</c> was asked for.</summary>
    public QuoteIndex? Quotes { get; private set; }

    /// <summary>Looks at a file.</summary>
    /// <param name="file">The file as it is now.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="hasHeader">Whether it starts with names.</param>
    /// <param name="spots">How many samples to take.</param>
    /// <param name="countQuotes">Whether to count quotes although the samples may show none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FileSurvey Of(PlannedFile file, CsvDialect dialect, bool hasHeader, int spots, bool countQuotes, CancellationToken cancellation)
    {
        var survey = new FileSurvey(file, dialect);
        using var stored = SourceStore.Open(survey.File, cancellation);
        byte[] head = TextForms.HeadOf(stored, null);
        if (TextForms.Of(stored, head, dialect.Encoding, dialect.Quote) is { } form)
        {
            survey.Planned = file with { File = file.File with { Form = form } };
            using var text = SourceStore.Open(survey.File, cancellation);
            survey.Look(text, text is TextFile ? null : head, hasHeader, spots, countQuotes, cancellation);
            survey.TextBytes = survey.HasRows ? ((TextFile)text).ExpectedLength : 0;
            return survey;
        }
        survey.Look(stored, head, hasHeader, spots, countQuotes, cancellation);
        survey.TextBytes = survey.HasRows ? survey.File.Length - survey.DataStart : 0;
        return survey;
    }

    private void Look(SourceFile source, byte[]? head, bool hasHeader, int spots, bool countQuotes, CancellationToken cancellation)
    {
        _length = source.TextLength;
        ReadHeader(source, head ?? ReadAt(source, 0, HeadBytes), hasHeader);
        if (IsEmpty)
            return;
        Guesses = new TypeGuess[Names.Length];
        Sample(source, spots, countQuotes, cancellation);
    }

    /// <summary>How numbers are written.</summary>
    public NumberForm? Numbers => _dialect.Numbers;

    private void ReadHeader(SourceFile source, byte[] head, bool hasHeader)
    {
        CheckText(head, 0);
        int start = TextEncodings.IsMarkedUtf8(head) ? 3 : 0;
        long skipped = 0;
        if (_dialect.SkipRows > 0)
        {
            (skipped, start) = (HeaderStart.Behind(source, _dialect.SkipRows), 0);
            head = ReadAt(source, skipped, HeadBytes);
        }
        else
        {
            ExcelLine.Refuse(head.AsSpan(start), File.Path, _dialect.Delimiter);
        }
        for (int length = HeadBytes; ; length *= 4, head = ReadAt(source, skipped, length))
        {
            bool isAll = head.Length == _length - skipped;
            var records = new RecordReader(head.AsSpan(start), _dialect.ForHeader());
            bool found = records.TryRead(_record, isAll);
            while (found && _record.IsBlank && records.Position < head.Length - start)
                found = records.TryRead(_record, isAll);
            if (found && !(isAll && _record.IsBlank && hasHeader))
            {
                if (_dialect.TrailingDelimiter && _record.EndsWithDelimiter)
                    _record.RemoveField();
                if (hasHeader && !Utf8.IsValid(head.AsSpan(0, start + records.Position)))
                    throw TextFaults.NotUtf8(File.Path, 1 + _dialect.SkipRows);
                Names = hasHeader ? ColumnNames.From(_record) : ColumnNames.Numbered(_record.Count);
                CheckLineEnds(head.AsSpan(start), isAll && records.Position == head.Length - start);
                DataStart = skipped + start + (hasHeader ? records.Position : 0);
                var fields = Enumerable.Range(0, _record.Count);
                QuotesAll = fields.All(_record.IsQuoted) && fields.Any(i => NeedsNoQuotes(_record[i]));
                return;
            }
            if (found || records.Position == head.Length - start)
            {
                IsEmpty = true;
                return;
            }
            if (isAll)
                throw new SourceException($"{File.Path}, line 1: a quote in the first row is never closed; close it, or set the quote to none where quotes are plain text.", File.Path, 1);
            if (length >= CsvRecord.LongestRow && !head.AsSpan().Contains((byte)'\n') && head.AsSpan().Contains((byte)'\r'))
                throw LineEnds();
            if (length >= CsvRecord.LongestRow)
                throw new SourceException($"{File.Path}, line 1: the first row is longer than {ByteSize.Of(CsvRecord.LongestRow)}; a quote that it opens is perhaps never closed, or the file is no CSV.", File.Path, 1);
        }
    }

    /// <summary>Refuses lines that end with a carriage return alone: they would all be one row, or part of the names.</summary>
    private void CheckLineEnds(ReadOnlySpan<byte> head, bool isOneRow)
    {
        for (int i = 0; i < _record.Count; i++)
        {
            if (_record[i].Contains((byte)'\r') && (!_record.IsQuoted(i) || (isOneRow && !head.Contains((byte)'\n'))))
                throw LineEnds();
        }
    }

    private SourceException LineEnds() =>
        new($"{File.Path}, line 1: lines end with a carriage return (CR) alone, expected a line feed (LF) or CR and LF; convert it: tr '\\r' '\\n' < {ShellWord.Of(Path.GetFileName(File.Path))} > lines.csv", File.Path, 1);

    private void CheckText(ReadOnlySpan<byte> text, long offset)
    {
        int nul = text.IndexOf((byte)0);
        if (nul >= 0)
            throw new SourceException($"{File.Path} holds a zero byte at offset {offset + nul}; this is a binary file, or text in UTF-16 (--encoding utf-16le).", File.Path);
    }

    private void Sample(SourceFile source, int spots, bool countQuotes, CancellationToken cancellation)
    {
        // A text that is made of another form is looked at from its start alone.
        int places = source.IsStored ? spots : 1, bytes = spots * SpotBytes / places;
        byte[]? first = source.IsStored ? null : ReadAt(source, DataStart, bytes + 1);
        long length = _length - DataStart;
        bool isAll = length <= (long)spots * SpotBytes;
        var samples = new (long Offset, byte[] Text)[isAll ? 1 : places];
        source.ForMany(samples.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            // From the first byte to the last, evenly; the last spot ends with the file.
            long offset = DataStart + (isAll || places == 1 ? 0 : (length - SpotBytes) * i / (places - 1));
            samples[i] = (offset, first ?? ReadAt(source, offset, isAll ? (int)length : bytes));
        });
        foreach (var (offset, text) in samples)
            CheckText(text, offset);
        if (source.IsStored && (countQuotes || (!isAll && Array.Exists(samples, s => s.Text.AsSpan().Contains(_dialect.Quote)))))
            Quotes = QuoteIndex.Build(File, _dialect, cancellation);
        var starts = samples.Select(s => RowStart(source, s.Offset, s.Text)).ToArray();
        if (QuotesAll)
            QuotesAll = samples.Index().All(s => AllInQuotes(s.Item.Text.AsSpan(starts[s.Index]), s.Item.Offset + s.Item.Text.Length == _length));
        _dialect = _dialect.ForFile(QuotesAll);
        for (int i = 0; i < starts.Length; i++)
        {
            var (offset, text) = samples[i];
            Take(text.AsSpan(starts[i]), offset + starts[i], offset + text.Length == _length);
        }
        if (HasRows)
            return;
        if (!isAll)
            TakeFirstRow(source);
        // What is there is no row, but not nothing either: the load says what is wrong with it.
        HasRows = !isAll || HasMore(samples[0].Text);
    }

    /// <summary>Whether there is something besides comments and blank lines.</summary>
    private bool HasMore(ReadOnlySpan<byte> text)
    {
        var records = new RecordReader(text, _dialect);
        while (records.TryRead(_record, atEndOfFile: true))
        {
        }
        return text[records.Position..].ContainsAnyExcept((byte)'\r', (byte)'\n');
    }

    /// <summary>Whether a field would be the same without quotes, and whoever wrote it has no reason for them: Grid's own files have some around what starts as comments do, or as a file of another kind.</summary>
    private bool NeedsNoQuotes(ReadOnlySpan<byte> field) =>
        field.Length > 0 && field[0] != (byte)CsvOptions.UsualComment && field[0] != _dialect.Comment && !CsvOptions.StartsFile(field) && !field.ContainsAny(_dialect.Delimiter, _dialect.Quote, (byte)'\n') && !field.Contains((byte)'\r') && !_dialect.Words.Contains(field);

    /// <summary>Whether rows are as a writer makes them that puts every field into quotes.</summary>
    private bool AllInQuotes(ReadOnlySpan<byte> text, bool atEndOfFile)
    {
        var records = new RecordReader(text, _dialect);
        while (records.TryRead(_record, atEndOfFile))
        {
            for (int i = 0; i < _record.Count && !_record.IsBlank; i++)
            {
                if (!_record.IsQuoted(i))
                    return false;
            }
        }
        return true;
    }

    /// <summary>Where the first row starts that starts in a sample.</summary>
    private int RowStart(SourceFile source, long offset, ReadOnlySpan<byte> text)
    {
        if (offset == DataStart)
            return 0;
        if (Quotes is not null)
            return (int)Math.Min(text.Length, Quotes.RowStart(source, offset) - offset);
        int line = text.IndexOf((byte)'\n');
        return line < 0 ? text.Length : line + 1;
    }

    private void Take(ReadOnlySpan<byte> text, long offset, bool atEndOfFile)
    {
        var records = new RecordReader(text, _dialect);
        while (records.TryRead(_record, atEndOfFile))
        {
            if (_record.IsBlank && Names.Length > 1)
                continue;
            HasRows = true;
            if (_dialect.TrailingDelimiter && _record.Count == Names.Length + 1 && _record.EndsWithDelimiter)
                _record.RemoveField();
            // A row of another length is refused when it is loaded, where its line is known.
            if (_record.Count != Names.Length)
                continue;
            for (int i = 0; i < Guesses.Length; i++)
            {
                SawQuotedNulls |= QuotesAll && _record.IsNull(i) && _record.IsQuoted(i);
                if (!_record.IsNull(i) && !(_dialect.Words.IsNaN(_record[i]) && (_dialect.QuotedNulls || !_record.IsQuoted(i))))
                    Guesses[i].Add(_record[i], offset + records.Start, _record.IsQuoted(i), _dialect);
                else if (!_record.IsNull(i))
                    Guesses[i].AddNaN();
            }
        }
    }

    /// <summary>Rows longer than samples: the first of them has to do.</summary>
    private void TakeFirstRow(SourceFile source)
    {
        for (int length = HeadBytes; !HasRows && length <= CsvRecord.LongestRow; length *= 4)
        {
            var text = ReadAt(source, DataStart, length);
            Take(text, DataStart, DataStart + text.Length == _length);
        }
    }

    /// <summary>Reads a number of bytes, or those that there are.</summary>
    private byte[] ReadAt(SourceFile source, long offset, int length)
    {
        var text = new byte[(int)Math.Clamp(_length - offset, 0, length)];
        int got = 0;
        while (got < text.Length)
        {
            int read = source.Read(text.AsSpan(got), offset + got);
            if (read == 0)
            {
                _length = offset + got;
                return text[..got];
            }
            got += read;
        }
        return text;
    }
}
