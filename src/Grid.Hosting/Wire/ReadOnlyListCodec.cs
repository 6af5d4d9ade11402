using System.Buffers;
using System.Collections;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Grid.Hosting;

/// <summary>
/// Writes the lists that the compiler makes of collection expressions (<c>IReadOnlyList&lt;T&gt; list = [.. items]</c>),
/// whose types have no names that another process could know, as arrays.
/// </summary>
internal sealed class ReadOnlyListCodec : IGeneralizedCodec, IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => type.IsGenericType && type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (value is not ICollection list)
        {
            ReferenceCodec.WriteNullReference(ref writer, fieldIdDelta);
            return;
        }
        var array = Array.CreateInstance(value.GetType().GetGenericArguments()[0], list.Count);
        list.CopyTo(array, 0);
        writer.Session.CodecProvider.GetCodec(array.GetType()).WriteField(ref writer, fieldIdDelta, expectedType!, array);
    }

    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field) =>
        throw new NotSupportedException("Lists of collection expressions are written as arrays.");

    // They cannot be changed, and what they hold is immutable as messages are.
    public object? DeepCopy(object? input, CopyContext context) => input;
}
