using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>
/// Random tables, written as CSV in random style and cut into splits of random size, come back as they were. What a text means
/// is told here by the library's own parsers.
/// </summary>
public partial class RoundTripTests
{
    [Fact]
    public void Random_tables_come_back_whatever_the_split_size() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => RoundTrip(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void RoundTrip(int seed)
    {
        var random = new Random(seed);
        var style = new Style(random);
        int columns = random.Next(1, 6), rows = random.Next(1, 200);
        var kinds = Enumerable.Range(0, columns).Select(_ => random.Next(Kinds.Length)).ToArray();
        // Null is an empty field, or a null word; a text may be empty.
        var cells = new string?[rows, columns];
        for (int c = 0; c < columns; c++)
        {
            double nulls = random.Next(3) switch { 0 => 0, 1 => 0.1, _ => 0.7 };
            int switchAt = random.Next(3) == 0 ? random.Next(rows) : rows;
            int later = random.Next(Kinds.Length);
            for (int r = 0; r < rows; r++)
                cells[r, c] = random.NextDouble() < nulls ? null : Kinds[r < switchAt ? kinds[c] : later](random);
        }
        using var folder = new TempFolder();
        int files = random.Next(1, 4), from = 0;
        var paths = new List<string>();
        for (int f = 0; f < files; f++)
        {
            int to = f == files - 1 ? rows : random.Next(from, rows + 1);
            if (to > from)
                paths.Add(folder.Write($"{f}.csv", style.Write(cells, from, to)));
            from = to;
        }
        var plan = Loading.Plan(style.Options, [.. paths]).GetAwaiter().GetResult();
        var table = Loading.Load(plan);
        Check(cells, style, table);
        // The same from types that the samples might have shown, had they been fewer.
        Check(cells, style, Loading.Load(plan, new Schema(table.Schema.Fields.Select(Narrow))));

        Field Narrow(Field field)
        {
            var type = NarrowTypes[random.Next(NarrowTypes.Length)];
            // Without a value, nothing widens a column.
            return table[field.Name].All(cell => cell is null) ? field : Widening.Join(type.Logical, field.Logical) == field.Logical ? field with { Type = type } : field;
        }
    }

    private static readonly DataType[] NarrowTypes =
        [DataType.Int64, DataType.Int64, DataType.Bool, DataType.Date32, DataType.Timestamp(TimeUnit.Second), DataType.UInt64, DataType.Float64];

    private static void Check(string?[,] cells, Style style, Table table)
    {
        Assert.Equal(cells.GetLength(0), table.Rows);
        for (int c = 0; c < cells.GetLength(1); c++)
        {
            var texts = Enumerable.Range(0, cells.GetLength(0)).Select(r => cells[r, c]).ToArray();
            var type = Oracle.TypeOf(texts.OfType<string>().Where(t => t.Length > 0));
            Assert.Equal(type, table.Schema[c].Type);
            var values = table[c];
            for (int r = 0; r < texts.Length; r++)
                Assert.Equal(Oracle.Value(texts[r], type), values[r] is double d ? BitConverter.DoubleToInt64Bits(d) : values[r]);
        }
    }

    private static readonly string[] Bits = ["a", "Z", "\"", ",", ";", "\n", "\r\n", "é", "漢", "😀", "\t", "'", "5", "-", "x\"y", "#"];

    private static readonly Func<Random, string>[] Kinds =
    [
        r => r.Next(2) == 0 ? "true" : "False",
        r => r.Next(-20, 20).ToString(),
        r => ((ulong)r.NextInt64(long.MinValue, long.MaxValue) / (ulong)Math.Pow(10, r.Next(3))).ToString(),
        r => $"{(r.Next(4) == 0 ? "-" : "")}{r.NextInt64(1, 1000)}{r.NextInt64(1_000_000_000):D9}{r.NextInt64(1_000_000_000):D9}",
        r => $"{r.Next(1, 100)}0000000000000000000",
        r => ((long)(r.NextInt64(long.MaxValue) * (r.NextDouble() < 0.5 ? -1.0 : 1.0) / Math.Pow(10, r.Next(19)))).ToString(),
        r => (r.Next(-300, 3000) / 100.0).ToString(CultureInfo.InvariantCulture),
        r => r.Next(6) switch { 0 => "-0.0", 5 => "-0", 1 => "1e-7", 2 => "inf", 3 => "NaN", _ => r.NextDouble().ToString("R") },
        r => (r.NextDouble() * Math.Pow(10, r.Next(-300, 300))).ToString("R"),
        r => Day(r).ToString(r.Next(2) == 0 ? "yyyy-MM-dd" : "M/d/yyyy", CultureInfo.InvariantCulture),
        r => Time(r).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        r => Time(r).ToString(r.Next(2) == 0 ? "M/d/yyyy H:mm" : "MM/dd/yyyy hh:mm:ss tt", CultureInfo.InvariantCulture),
        r => Time(r).AddTicks(r.Next()).ToString("yyyy-MM-ddTHH:mm:ss." + new string('f', r.Next(1, 8)), CultureInfo.InvariantCulture),
        r => Time(r).ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture),
        r => "word" + r.Next(4),
        r => string.Concat(Enumerable.Range(0, r.Next(12)).Select(_ => Bits[r.Next(Bits.Length)])),
        r => new string((char)('a' + r.Next(26)), r.Next(1, 100)),
    ];

    private static DateTime Day(Random r) => new DateTime(1900, 1, 1).AddDays(r.Next(80_000));

    private static DateTime Time(Random r) => new DateTime(2017, 1, 1).AddDays(r.Next(3)).AddSeconds(r.Next(86_400));

    /// <summary>How a table is written.</summary>
    private sealed class Style(Random random)
    {
        private readonly string _newLine = random.Next(2) == 0 ? "\n" : "\r\n";
        private readonly double _quoting = random.Next(3) * 0.4;
        private readonly bool _lastLineEnds = random.Next(2) == 0;
        private readonly Random _random = random;

        // Without a header, the few rows of a table may happen to have all fields in quotes.
        public CsvOptions Options { get; } = new()
        {
            Delimiter = random.Next(2) == 0 ? ',' : ';',
            NullWords = random.Next(2) == 0 ? [] : ["nothing", "-999"],
            HasHeader = random.Next(2) == 0,
            SplitBytes = random.Next(3) == 0 ? 0 : random.Next(1, 3000),
            QuotedNulls = false,
            Comment = random.Next(3) == 0 ? '#' : null,
            TrailingDelimiter = random.Next(3) == 0,
            SkipRows = random.Next(3) == 0 ? random.Next(3) : 0,
        };

        public string Write(string?[,] cells, int from, int to)
        {
            var text = new StringBuilder();
            int columns = cells.GetLength(1);
            for (int i = 0; i < Options.SkipRows; i++)
                text.Append("lines, \"of\" a report\n");
            if (Options.HasHeader)
                text.AppendJoin(Options.Delimiter, Enumerable.Range(0, columns).Select(c => $"c{c}")).Append(_newLine);
            for (int r = from; r < to; r++)
            {
                if (Options.Comment is not null && _random.Next(10) == 0)
                    text.Append(_random.Next(2) == 0 ? "#" : "# a \"comment,").Append(_newLine);
                text.AppendJoin(Options.Delimiter, Enumerable.Range(0, columns).Select(c => Field(cells[r, c])));
                bool endsWithDelimiter = Options.TrailingDelimiter && columns > 1 && (cells[r, columns - 1] is null || _random.Next(2) == 0);
                if (endsWithDelimiter)
                    text.Append(Options.Delimiter);
                // A null at the end of a one-column table is seen by its line break alone.
                if (r < to - 1 || _lastLineEnds || cells[r, columns - 1] is null)
                    text.Append(_newLine);
            }
            return text.ToString();
        }

        private string Field(string? cell)
        {
            if (cell is null)
                return Options.NullWords.Count == 0 ? "" : _random.Next(5) switch { 0 => "", 1 => "NULL", 2 => "nothing", 3 => "-999", _ => "n/a" };
            bool needed = cell == "-999" || new CsvOptions().NeedsQuotes(cell) || cell.AsSpan().ContainsAny("\"\n\r,;") || cell.Contains('#');
            return needed || _random.NextDouble() < _quoting ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
        }
    }

    /// <summary>What the texts of a column mean, told by regular expressions and the library's parsers.</summary>
    private static partial class Oracle
    {
        [GeneratedRegex(@"^[+-]?\d+\z")]
        private static partial Regex Integer();

        [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\z")]
        private static partial Regex Decimal();

        [GeneratedRegex(@"^[+-]?(inf|infinity|nan)\z", RegexOptions.IgnoreCase)]
        private static partial Regex Word();

        private static readonly string[] Dates = ["yyyy-MM-dd", "M/d/yyyy"];

        private static readonly string[] Times =
            ["yyyy-MM-dd HH:mm:ss", "M/d/yyyy H:mm", "MM/dd/yyyy hh:mm:ss tt", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss'Z'"];

        public static DataType TypeOf(IEnumerable<string> texts)
        {
            var all = texts.ToArray();
            if (all.Length == 0)
                return DataType.Float64;
            var type = all.Select(TypeOf).Distinct().Aggregate((a, b) => Widening.Join(a.Logical, b.Logical).Storage);
            var whole = all.Where(t => Integer().IsMatch(t)).Select(t => BigInteger.Parse(t)).ToArray();
            if (type == DataType.UInt64 && whole.Any(w => w < 0))
                type = DataType.Float64;
            return type == DataType.Float64 && !whole.All(KeepsDigits) ? DataType.Utf8 : type;
        }

        private static bool KeepsDigits(BigInteger whole) => whole ==
            BigInteger.Parse(double.Parse(whole.ToString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

        private static DataType TypeOf(string text)
        {
            if (Integer().IsMatch(text) && !(text[0] == '-' && text.AsSpan(1).TrimStart('0').IsEmpty))
            {
                var i = BigInteger.Parse(text);
                return i >= long.MinValue && i <= long.MaxValue ? DataType.Int64 : i >= 0 && i <= ulong.MaxValue ? DataType.UInt64
                    : KeepsDigits(i) ? DataType.Float64 : DataType.Utf8;
            }
            if (Decimal().IsMatch(text) || Word().IsMatch(text))
                return DataType.Float64;
            if (bool.TryParse(text, out _) && text.Trim() == text)
                return DataType.Bool;
            if (DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return DataType.Date32;
            if (!DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return DataType.Utf8;
            int digits = text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0;
            var unit = digits == 0 ? TimeUnit.Second : digits <= 3 ? TimeUnit.Millisecond : digits <= 6 ? TimeUnit.Microsecond : TimeUnit.Nanosecond;
            return DataType.Timestamp(unit, text.EndsWith('Z') ? "UTC" : null);
        }

        public static object? Value(string? text, DataType type)
        {
            if (text is null || (text.Length == 0 && type != DataType.Utf8))
                return null;
            if (type == DataType.Utf8)
                return text;
            if (type == DataType.Bool)
                return bool.Parse(text);
            if (type == DataType.Int64)
                return long.Parse(text);
            if (type == DataType.UInt64)
                return ulong.Parse(text.TrimStart('+'));
            if (type == DataType.Float64)
            {
                double value = text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
                return BitConverter.DoubleToInt64Bits(value);
            }
            var moment = DateTime.ParseExact(text, [.. Dates, .. Times], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            long ticks = (moment - DateTime.UnixEpoch).Ticks;
            return type is not TimestampType timestamp ? ticks / TimeSpan.TicksPerDay
                : timestamp.Unit == TimeUnit.Nanosecond ? ticks * 100
                : ticks / (TimeSpan.TicksPerSecond / timestamp.Moments.TicksPerSecond);
        }
    }
}
