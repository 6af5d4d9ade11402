namespace Grid.Grains.Tests.Datasets;

public sealed class PartitionKeyTests
{
    [Theory]
    [InlineData("trips")]
    [InlineData("a/b/7")]
    [InlineData("")]
    public void A_key_is_read_as_it_was_written_whatever_the_datasets_name(string dataset)
    {
        var key = new PartitionKey(dataset, "0123abc", 12);

        Assert.Equal(key, PartitionKey.Parse(key.ToString()));
    }
}
