using System.Collections.Concurrent;
using System.Reflection;

namespace Grid.LocalEngine;

/// <summary>
/// Writes and reads the values of one type. A type's codec is built once, by reflection; members of messages go by their
/// [Id] and with their length, so that a reader passes by those it does not know and keeps the defaults of those that are missing.
/// </summary>
internal abstract class MessageCodec
{
    private static readonly ConcurrentDictionary<Type, MessageCodec> Known = new();

    /// <summary>The codec of a type.</summary>
    /// <exception cref="NotSupportedException">Values of the type cannot be sent; the message says why.</exception>
    public static MessageCodec Of(Type type) => Known.GetOrAdd(type, Build);

    /// <summary>Writes a value.</summary>
    public abstract void Write(WireBuffer output, object? value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="grains">Makes the references to grains among them.</param>
    public abstract object? Read(BinaryReader input, IReferenceMaker grains);

    private static MessageCodec Build(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return new NullableCodec(underlying);
        if (type.IsEnum)
            return new EnumCodec(type);
        if (ValueCodec.TryMake(type) is { } value)
            return value;
        if (type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            return new ReferenceCodec(type);
        if (CollectionCodec.TryMake(type) is { } collection)
            return collection;
        return type.IsDefined(typeof(GenerateSerializerAttribute)) && !type.IsAbstract ? new RecordCodec(type)
            : throw new NotSupportedException($"{type.Name} cannot be sent to another process: it is not [GenerateSerializer].");
    }
}
