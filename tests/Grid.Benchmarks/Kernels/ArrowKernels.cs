using BenchmarkDotNet.Attributes;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>Arrow IPC in memory: 500,000 trips as they are encoded, written, and read without being copied.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ArrowKernels
{
    /// <summary>Written over and over, as to let a stream grow would take longer than to write.</summary>
    private readonly byte[] _memory = new byte[64 << 20];

    private RecordBatch _batch = null!;
    private byte[] _stream = [];
    private byte[] _file = [];

    [GlobalSetup]
    public void Setup()
    {
        _batch = KernelData.Load().Batches[0];
        long stream = WriteStream();
        _stream = _memory[..(int)stream];
        long file = WriteFile();
        _file = _memory[..(int)file];
    }

    [Benchmark]
    public long WriteStream() => Write(stream => new ArrowStreamWriter(stream, _batch.Schema));

    [Benchmark]
    public long WriteFile() => Write(stream => new ArrowFileWriter(stream, _batch.Schema));

    [Benchmark]
    public int ReadStream()
    {
        using var reader = ArrowStreamReader.Open(_stream);
        return reader.Read()!.Length;
    }

    [Benchmark]
    public int ReadFile()
    {
        using var reader = ArrowFileReader.Open(_file);
        return reader.Read(0).Length;
    }

    private long Write(Func<Stream, ArrowWriter> open)
    {
        using var stream = new MemoryStream(_memory);
        using var writer = open(stream);
        writer.Write(_batch);
        writer.Finish();
        return stream.Position;
    }
}
