using Grid.Columns;

namespace Grid.Sources;

/// <summary>A part of a table as it is saved: a writer of the format, to a part of the place. What fails is told as the place's.</summary>
public sealed class TablePart : IDisposable
{
    private readonly SavePlace _place;
    private readonly int _index;
    private readonly CountedStream _stream;
    private readonly TableWriter _writer;

    private TablePart(SavePlace place, int index, CountedStream stream, TableWriter writer) => (_place, _index, _stream, _writer) = (place, index, stream, writer);

    /// <summary>Rows of a batch at most, for <see cref="Prepare"/>.</summary>
    public int BatchRows => _writer.BatchRows;

    /// <summary>Begins a part.</summary>
    /// <param name="place">Where it is saved.</param>
    /// <param name="index">Its number; 0 of a file.</param>
    /// <param name="form">What is written.</param>
    /// <param name="schema">The logical columns.</param>
    /// <param name="threads">How many threads may write it.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static TablePart Begin(SavePlace place, int index, TableForm form, Schema schema, int threads)
    {
        CountedStream? stream = null;
        try
        {
            stream = place.OpenPart(index);
            return new TablePart(place, index, stream, TableWriter.Create(form, schema, stream, threads));
        }
        catch (Exception fault)
        {
            using (stream)
                throw Told(place, stream, fault);
        }
    }

    /// <summary>Computes what is to be written of a batch; for any thread.</summary>
    /// <exception cref="OutputException">The format has no such value.</exception>
    public object Prepare(RecordBatch batch)
    {
        try
        {
            return _writer.Prepare(batch);
        }
        catch (Exception fault)
        {
            throw Told(_place, _stream, fault);
        }
    }

    /// <summary>Writes a batch that was prepared, in the order of the rows; for one thread at a time.</summary>
    /// <exception cref="OutputException">It cannot be written, for example because the disk is full.</exception>
    public void Write(object prepared)
    {
        try
        {
            _writer.Write(prepared);
        }
        catch (Exception fault)
        {
            throw Told(_place, _stream, fault);
        }
    }

    /// <summary>Writes what closes the part, and closes it.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void Finish()
    {
        try
        {
            _writer.Finish();
            _writer.Dispose();
            _place.FinishPart(_index, _stream);
        }
        catch (Exception fault)
        {
            throw Told(_place, _stream, fault);
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _stream.Abandon();
    }

    // Libraries have exceptions of their own for what the stream told them.
    private static Exception Told(SavePlace place, CountedStream? stream, Exception fault) => (stream?.Failure ?? fault) switch
    {
        OverflowException e => new OutputException($"{place.Path}: a date or time has no room in the format's unit, or a text none in a batch; choose another format, or convert the column", place.Path, e),
        UnwritableTextException e => new OutputException($"{place.Path}: {e.Message}", place.Path, e),
        var e => place.Fault(e),
    };
}
