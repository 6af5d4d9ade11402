using System.Collections;

namespace Grid.LocalEngine;

/// <summary>Arrays, lists and dictionaries: their number and their elements. Read as an array, a list or a dictionary, as the declared type takes.</summary>
internal sealed class CollectionCodec : MessageCodec
{
    private readonly Type _declared;
    private readonly Type _element;
    private readonly Type? _value;

    private CollectionCodec(Type declared, Type element, Type? value) => (_declared, _element, _value) = (declared, element, value);

    /// <summary>The codec, or null where the type is no collection that can be sent.</summary>
    public static CollectionCodec? TryMake(Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1)
            return new CollectionCodec(type, type.GetElementType()!, null);
        if (!type.IsGenericType)
            return null;
        var arguments = type.GetGenericArguments();
        return arguments switch
        {
            [var element] when type.IsAssignableFrom(element.MakeArrayType()) || type.GetGenericTypeDefinition() == typeof(List<>) =>
                new CollectionCodec(type, element, null),
            [var key, var value] when type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(key, value)) => new CollectionCodec(type, key, value),
            _ => null,
        };
    }

    public override void Write(WireBuffer output, object? value)
    {
        if (value is not IEnumerable all)
        {
            output.Write7BitEncodedInt(0);
            return;
        }
        // Any enumerable may be given for the interface; it is gone through once.
        var elements = value as ICollection ?? all.Cast<object?>().ToArray();
        output.Write7BitEncodedInt(elements.Count + 1);
        if (_value is not null)
        {
            WritePairs(output, elements);
            return;
        }
        if (_element.IsPrimitive)
        {
            var array = Array.CreateInstance(_element, elements.Count);
            elements.CopyTo(array, 0);
            byte[] bytes = new byte[Buffer.ByteLength(array)];
            Buffer.BlockCopy(array, 0, bytes, 0, bytes.Length);
            output.Write(bytes);
            return;
        }
        var codec = Of(_element);
        foreach (object? element in elements)
            codec.Write(output, element);
    }

    public override object? Read(BinaryReader input, IReferenceMaker grains)
    {
        int count = input.Read7BitEncodedInt() - 1;
        if (count < 0)
            return null;
        if (count > input.BaseStream.Length)
            throw new InvalidDataException($"A message says that it holds {count} elements, and is shorter than that.");
        return _value is not null ? ReadPairs(input, grains, count) : ReadElements(input, grains, count);
    }

    private object ReadElements(BinaryReader input, IReferenceMaker grains, int count)
    {
        var array = Array.CreateInstance(_element, count);
        if (_element.IsPrimitive)
        {
            int length = Buffer.ByteLength(array);
            Buffer.BlockCopy(input.ReadBytes(length), 0, array, 0, length);
        }
        else
        {
            var codec = Of(_element);
            for (int i = 0; i < count; i++)
                array.SetValue(codec.Read(input, grains), i);
        }
        return _declared.IsInstanceOfType(array) ? array : Activator.CreateInstance(_declared, array)!;
    }

    private void WritePairs(WireBuffer output, ICollection pairs)
    {
        var (key, value) = (Of(_element), Of(_value!));
        var pair = typeof(KeyValuePair<,>).MakeGenericType(_element, _value!);
        var (keyOf, valueOf) = (pair.GetProperty("Key")!, pair.GetProperty("Value")!);
        foreach (object entry in (IEnumerable)pairs)
        {
            key.Write(output, keyOf.GetValue(entry));
            value.Write(output, valueOf.GetValue(entry));
        }
    }

    private object ReadPairs(BinaryReader input, IReferenceMaker grains, int count)
    {
        var (key, value) = (Of(_element), Of(_value!));
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(_element, _value!))!;
        for (int i = 0; i < count; i++)
            dictionary.Add(key.Read(input, grains)!, value.Read(input, grains));
        return dictionary;
    }
}
