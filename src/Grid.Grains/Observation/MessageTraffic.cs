using System.Diagnostics.Metrics;

namespace Grid.Grains;

/// <summary>
/// Counts the bytes of the messages that the process sends to others and takes from them, as Orleans measures them, from the first time that
/// somebody asks: until then nothing listens.
/// </summary>
public sealed class MessageTraffic : IDisposable
{
    private const string Meter = "Microsoft.Orleans";
    private const string Received = "orleans-messaging-received-messages-size";
    private const string Sent = "orleans-messaging-sent-messages-size";

    private readonly Lock _gate = new();
    private MeterListener? _listener;
    private long _in;
    private long _out;

    /// <summary>What came in and what went out, since the first time that this was asked.</summary>
    public (long In, long Out) Read()
    {
        lock (_gate)
            _listener ??= Listen();
        return (Interlocked.Read(ref _in), Interlocked.Read(ref _out));
    }

    /// <summary>Counts no more.</summary>
    public void Dispose() => _listener?.Dispose();

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Meter && instrument.Name is Received or Sent)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, bytes, _, _) => Count(instrument, bytes));
        listener.SetMeasurementEventCallback<long>((instrument, bytes, _, _) => Count(instrument, bytes));
        listener.Start();
        return listener;
    }

    private void Count(Instrument instrument, long bytes) => Interlocked.Add(ref instrument.Name == Sent ? ref _out : ref _in, bytes);
}
