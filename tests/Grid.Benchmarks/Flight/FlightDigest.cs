using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace Grid.Benchmarks;

/// <summary>What the columns of a table hold, to the bit: rows, and a hash of each column's values, however they are cut into batches. Read by Apache.Arrow.</summary>
internal sealed class FlightDigest : IDisposable
{
    private const int ValueBytes = 8;

    private readonly List<IncrementalHash> _columns = [];
    private long _rows;

    /// <summary>Of messages that come one by one, with the framing of a file's between them.</summary>
    public static async Task<string> OfMessagesAsync(Func<PlainReader.Taker, Task> read)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var digest = Task.Run(async () =>
        {
            using var reader = new ArrowStreamReader(pipe.Reader.AsStream());
            return await OfAsync(() => reader.ReadNextRecordBatchAsync().AsTask());
        });
        await read((header, body) =>
        {
            int padded = (header.Length + 7) & ~7;
            var head = pipe.Writer.GetSpan(8 + padded)[..(8 + padded)];
            head.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(head, -1);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], padded);
            header.CopyTo(head[8..]);
            pipe.Writer.Advance(head.Length);
            body.CopyTo(pipe.Writer.GetSpan(Math.Max(1, body.Length)));
            pipe.Writer.Advance(body.Length);
            pipe.Writer.FlushAsync().AsTask().Wait();
        });
        await pipe.Writer.CompleteAsync();
        return await digest;
    }

    /// <summary>Of an Arrow file.</summary>
    public static async Task<string> OfFileAsync(string path)
    {
        await using var file = File.OpenRead(path);
        using var reader = new ArrowFileReader(file);
        return await OfAsync(() => reader.ReadNextRecordBatchAsync().AsTask());
    }

    public void Dispose() => _columns.ForEach(column => column.Dispose());

    public override string ToString() => $"{_rows:N0} rows, {string.Join(' ', _columns.Select(column => Convert.ToHexStringLower(column.GetCurrentHash())[..16]))}";

    private static async Task<string> OfAsync(Func<Task<RecordBatch?>> next)
    {
        using var digest = new FlightDigest();
        while (await next() is { } batch)
        {
            using (batch)
                digest.Add(batch);
        }
        return digest.ToString();
    }

    private void Add(RecordBatch batch)
    {
        _rows += batch.Length;
        for (int i = 0; i < batch.ColumnCount; i++)
        {
            if (_columns.Count == i)
                _columns.Add(IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
            var data = batch.Column(i).Data;
            if (data.GetNullCount() > 0)
                throw new InvalidOperationException("a value is null that is none");
            _columns[i].AppendData(data.Buffers[1].Span.Slice(data.Offset * ValueBytes, data.Length * ValueBytes));
        }
    }
}
