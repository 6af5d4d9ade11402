namespace Grid.LocalEngine;

/// <summary>References to grains: their keys; the interface is the declared one.</summary>
internal sealed class ReferenceCodec(Type grainInterface) : MessageCodec
{
    private static readonly MessageCodec Text = Of(typeof(string));

    public override void Write(WireBuffer output, object? value) => Text.Write(output, (value as IGrain)?.GetPrimaryKeyString());

    public override object? Read(BinaryReader input, IReferenceMaker grains) =>
        Text.Read(input, grains) is string key ? grains.Reference(grainInterface, key) : null;
}
