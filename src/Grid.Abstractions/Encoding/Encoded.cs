namespace Grid.Abstractions;

/// <summary>
/// A value on its way between grains. It is encoded when a message leaves the process, and decoded when it is looked at
/// in another one: between grains of one process neither happens.
/// </summary>
/// <typeparam name="T">A type that <see cref="WireCodec"/> knows. Immutable.</typeparam>
[GenerateSerializer, Immutable, Alias("Grid.Encoded`1")]
public sealed class Encoded<T> : IEquatable<Encoded<T>> where T : class
{
    [NonSerialized]
    private T? _value;

    [NonSerialized]
    private byte[]? _bytes;

    /// <summary>Wraps a value.</summary>
    public Encoded(T value) => _value = value;

    /// <summary>Wraps bytes, as the other side does.</summary>
    public Encoded(byte[] bytes) => _bytes = bytes;

    /// <summary>The value.</summary>
    public T Value => _value ??= WireCodec.Decode<T>(_bytes!);

    /// <summary>The value as bytes.</summary>
    [Id(0)]
    public byte[] Bytes
    {
        get => _bytes ??= WireCodec.Encode(_value!);
        internal set => _bytes = value;
    }

    /// <summary>Wraps a value.</summary>
    public static implicit operator Encoded<T>(T value) => new(value);

    /// <inheritdoc/>
    public bool Equals(Encoded<T>? other) =>
        other is not null && (ReferenceEquals(this, other) || (_value is not null && ReferenceEquals(_value, other._value)) || Bytes.AsSpan().SequenceEqual(other.Bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Encoded<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.Length;
}
