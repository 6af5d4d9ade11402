using Grid.Columns;

namespace Grid.Sources;

/// <summary>What a look at a file's header and at samples from all over it shows.</summary>
internal sealed class FileSurvey
{
    private const int SpotBytes = 8 * 1024;
    private const int HeadBytes = 64 * 1024;

    private CsvDialect _dialect;
    private readonly CsvRecord _record = new();

    private FileSurvey(PlannedFile file, CsvDialect dialect) => (Planned, _dialect) = (file, dialect);

    /// <summary>The file, and which of the plan it is.</summary>
    public PlannedFile Planned { get; }

    public FileStamp File => Planned.File;

    /// <summary>The names of the columns.</summary>
    public string[] Names { get; private set; } = [];

    /// <summary>Whether there is nothing in the file, not even a header.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Where the rows start, in bytes.</summary>
    public long DataStart { get; private set; }

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
        using var source = SourceStore.Open(survey.File, cancellation);
        survey.ReadHeader(source, hasHeader);
        if (survey.IsEmpty)
            return survey;
        survey.Guesses = new TypeGuess[survey.Names.Length];
        survey.Sample(source, spots, countQuotes, cancellation);
        return survey;
    }

    /// <summary>How numbers are written.</summary>
    public NumberForm? Numbers => _dialect.Numbers;

    private void ReadHeader(SourceFile source, bool hasHeader)
    {
        int start = CheckHead(ReadAt(source, 0, (int)Math.Min(HeadBytes, File.Length)));
        long skipped = _dialect.SkipRows > 0 ? HeaderStart.Behind(source, _dialect.SkipRows) : 0;
        for (int length = HeadBytes; ; length *= 4)
        {
            var head = ReadAt(source, skipped, (int)Math.Min(length, File.Length - skipped));
            if (skipped > 0)
                start = 0;
            bool isAll = head.Length == File.Length - skipped;
            var records = new RecordReader(head.AsSpan(start), _dialect.ForHeader());
            bool found = records.TryRead(_record, isAll);
            while (found && _record.IsBlank && records.Position < head.Length - start)
                found = records.TryRead(_record, isAll);
            if (found && !(isAll && _record.IsBlank && hasHeader))
            {
                if (_dialect.TrailingDelimiter && _record.EndsWithDelimiter)
                    _record.RemoveField();
                Names = hasHeader ? ColumnNames.From(_record) : ColumnNames.Numbered(_record.Count);
                CheckLineEnds(head.AsSpan(start), isAll && records.Position == head.Length - start);
                DataStart = skipped + start + (hasHeader ? records.Position : 0);
                var fields = Enumerable.Range(0, _record.Count);
                QuotesAll = fields.All(_record.IsQuoted) && fields.Any(i => NeedsNoBytes(_record[i]));
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

    /// <summary>Refuses what is not UTF-8 text; returns the length of the byte order mark.</summary>
    private int CheckHead(ReadOnlySpan<byte> head)
    {
        if (head is [0x1F, 0x8B, ..])
            throw new SourceException($"{File.Path} is compressed with gzip; decompress it first.", File.Path);
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new SourceException($"{File.Path} is UTF-16 text; convert it to UTF-8.", File.Path);
        CheckText(head, 0);
        return head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
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
        new($"{File.Path}, line 1: lines end with a carriage return (CR) alone, expected a line feed (LF) or CR and LF; convert it: tr '\\r' '\\n' < {TypeNotes.Word(Path.GetFileName(File.Path))} > lines.csv", File.Path, 1);

    private void CheckText(ReadOnlySpan<byte> text, long offset)
    {
        int nul = text.IndexOf((byte)0);
        if (nul >= 0)
            throw new SourceException($"{File.Path} holds a zero byte at offset {offset + nul}; this is not UTF-8 text but a binary or UTF-16 file: convert it to UTF-8 CSV.", File.Path);
    }

    private void Sample(SourceFile source, int spots, bool countQuotes, CancellationToken cancellation)
    {
        long length = File.Length - DataStart;
        bool isAll = length <= (long)spots * SpotBytes;
        var samples = new (long Offset, byte[] Text)[isAll ? 1 : spots];
        source.ForMany(samples.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            // From the first byte to the last, evenly; the last spot ends with the file.
            long offset = DataStart + (isAll || spots == 1 ? 0 : (length - SpotBytes) * i / (spots - 1));
            samples[i] = (offset, ReadAt(source, offset, isAll ? (int)length : SpotBytes));
        });
        foreach (var (offset, text) in samples)
            CheckText(text, offset);
        if (countQuotes || (!isAll && Array.Exists(samples, s => s.Text.AsSpan().Contains(_dialect.Quote))))
            Quotes = QuoteIndex.Build(File, _dialect, cancellation);
        var starts = samples.Select(s => RowStart(source, s.Offset, s.Text)).ToArray();
        if (QuotesAll)
            QuotesAll = samples.Index().All(s => AllInQuotes(s.Item.Text.AsSpan(starts[s.Index]), s.Item.Offset + s.Item.Text.Length == File.Length));
        _dialect = _dialect.ForFile(QuotesAll);
        for (int i = 0; i < starts.Length; i++)
        {
            var (offset, text) = samples[i];
            Take(text.AsSpan(starts[i]), offset + starts[i], offset + text.Length == File.Length);
        }
        if (HasRows)
            return;
        if (!isAll)
            TakeFirstRow(source);
        // What is there is no row, but not nothing either: the load says what is wrong with it.
        HasRows = !isAll || samples[0].Text.AsSpan().ContainsAnyExcept((byte)'\r', (byte)'\n');
    }

    /// <summary>Whether a field would be the same without quotes.</summary>
    private bool NeedsNoBytes(ReadOnlySpan<byte> field) =>
        field.Length > 0 && !field.ContainsAny(_dialect.Delimiter, _dialect.Quote, (byte)'\n') && !field.Contains((byte)'\r') && !_dialect.Words.Contains(field);

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
            var text = ReadAt(source, DataStart, (int)Math.Min(length, File.Length - DataStart));
            Take(text, DataStart, DataStart + text.Length == File.Length);
        }
    }

    private static byte[] ReadAt(SourceFile source, long offset, int length)
    {
        var text = new byte[length];
        source.ReadExactly(text, offset);
        return text;
    }
}
