using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Grid.Hosting;

/// <summary>
/// A table of DynamoDB with a partition key and a sort key of text. Calls that met another's transaction are made again; what else goes
/// wrong is said in a line that names the store, what was to be done there, and what to do.
/// </summary>
/// <param name="client">The connection; disposed with the table.</param>
/// <param name="service">The region or the address, for words.</param>
/// <param name="name">The table's name.</param>
/// <param name="partitionKey">The name of its partition key.</param>
/// <param name="sortKey">The name of its sort key.</param>
internal sealed class DynamoDbTable(IAmazonDynamoDB client, string service, string name, string partitionKey, string sortKey) : IDisposable
{
    private const int Tries = 6;
    private const int BatchSize = 25;
    private static readonly TimeSpan MakingPace = TimeSpan.FromSeconds(1);

    /// <summary>The table's name.</summary>
    public string Name => name;

    /// <summary>The condition that there is no such row.</summary>
    public string IsNew => $"attribute_not_exists({partitionKey}) AND attribute_not_exists({sortKey})";

    /// <summary>The condition that there is such a row.</summary>
    public string IsThere => $"attribute_exists({partitionKey}) AND attribute_exists({sortKey})";

    /// <summary>The key of a row.</summary>
    public Dictionary<string, AttributeValue> Key(string partition, string sort) =>
        new() { [partitionKey] = new AttributeValue(partition), [sortKey] = new AttributeValue(sort) };

    /// <summary>Sees that the table is there, and makes it where it is not and may be made.</summary>
    public async Task OpenAsync(bool create, CancellationToken cancellation)
    {
        // Who makes no tables need not be allowed to describe them.
        while (create)
        {
            var table = await DescribeAsync(cancellation);
            if (table is null)
                await MakeAsync(cancellation);
            else if (table.TableStatus == TableStatus.CREATING)
                await Task.Delay(MakingPace, cancellation);
            else
                break;
        }
        await GetAsync("grid", "grid", cancellation);
    }

    /// <summary>A row, as it is now; null for none.</summary>
    public async Task<Dictionary<string, AttributeValue>?> GetAsync(string partition, string sort, CancellationToken cancellation)
    {
        var request = new GetItemRequest { TableName = name, Key = Key(partition, sort), ConsistentRead = true };
        var answer = await CallAsync("read a row", c => client.GetItemAsync(request, c), cancellation);
        return answer.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>Some rows as they were at one moment; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> GetTogetherAsync(
        IEnumerable<Dictionary<string, AttributeValue>> keys, CancellationToken cancellation)
    {
        var request = new TransactGetItemsRequest
        {
            TransactItems = [.. keys.Select(key => new TransactGetItem { Get = new Get { TableName = name, Key = key } })],
        };
        var answer = await CallAsync("read rows", c => client.TransactGetItemsAsync(request, c), cancellation);
        return [.. (answer.Responses ?? []).Select(r => r.Item).Where(item => item is { Count: > 0 })];
    }

    /// <summary>All rows of a partition, as they are now.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="filter">An expression that they fulfil; null for all.</param>
    /// <param name="values">The values that it uses.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> QueryAsync(
        string partition, string? filter, Dictionary<string, AttributeValue> values, CancellationToken cancellation)
    {
        var request = new Amazon.DynamoDBv2.Model.QueryRequest
        {
            TableName = name,
            ConsistentRead = true,
            KeyConditionExpression = $"{partitionKey} = :partition",
            FilterExpression = filter,
            ExpressionAttributeValues = new(values) { [":partition"] = new AttributeValue(partition) },
        };
        var all = new List<Dictionary<string, AttributeValue>>();
        do
        {
            var page = await CallAsync("read rows", c => client.QueryAsync(request, c), cancellation);
            all.AddRange(page.Items ?? []);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return all;
    }

    /// <summary>Writes a row that is not there yet.</summary>
    /// <exception cref="ConditionalCheckFailedException">It is there.</exception>
    public Task PutAsync(Dictionary<string, AttributeValue> row, CancellationToken cancellation) =>
        CallAsync("write a row", c => client.PutItemAsync(new PutItemRequest { TableName = name, Item = row, ConditionExpression = IsNew }, c), cancellation);

    /// <summary>Sets attributes of a row, and leaves others as they are.</summary>
    /// <param name="key">Of the row.</param>
    /// <param name="attributes">What is set.</param>
    /// <param name="condition">What must hold of the row.</param>
    /// <param name="values">The values that the condition uses.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ConditionalCheckFailedException">The condition does not hold.</exception>
    public Task UpdateAsync(
        Dictionary<string, AttributeValue> key, Dictionary<string, AttributeValue> attributes, string condition,
        Dictionary<string, AttributeValue> values, CancellationToken cancellation)
    {
        var update = Update(key, attributes, condition, values);
        var request = new UpdateItemRequest
        {
            TableName = name,
            Key = update.Key,
            UpdateExpression = update.UpdateExpression,
            ConditionExpression = update.ConditionExpression,
            ExpressionAttributeValues = update.ExpressionAttributeValues,
        };
        return CallAsync("change a row", c => client.UpdateItemAsync(request, c), cancellation);
    }

    /// <summary>An update as a part of a transaction.</summary>
    public Update Update(
        Dictionary<string, AttributeValue> key, Dictionary<string, AttributeValue> attributes, string condition, Dictionary<string, AttributeValue> values)
    {
        var all = new Dictionary<string, AttributeValue>(values);
        foreach (var (attribute, value) in attributes)
            all.Add($":{attribute}", value);
        return new Update
        {
            TableName = name,
            Key = key,
            UpdateExpression = $"SET {string.Join(", ", attributes.Keys.Select(attribute => $"{attribute} = :{attribute}"))}",
            ConditionExpression = condition,
            ExpressionAttributeValues = all,
        };
    }

    /// <summary>Writes all or nothing; false where a condition does not hold.</summary>
    public async Task<bool> TryWriteTogetherAsync(IEnumerable<TransactWriteItem> writes, CancellationToken cancellation)
    {
        // The token makes a repetition of what was carried out, and not heard of, a success.
        var request = new TransactWriteItemsRequest { TransactItems = [.. writes], ClientRequestToken = Guid.NewGuid().ToString() };
        try
        {
            await CallAsync("change rows", c => client.TransactWriteItemsAsync(request, c), cancellation);
            return true;
        }
        catch (TransactionCanceledException e) when (DynamoDbFault.IsConditionFailed(e))
        {
            return false;
        }
    }

    /// <summary>Removes a row.</summary>
    /// <exception cref="ConditionalCheckFailedException">The condition does not hold.</exception>
    public Task DeleteAsync(
        Dictionary<string, AttributeValue> key, string condition, Dictionary<string, AttributeValue>? values, CancellationToken cancellation)
    {
        var request = new DeleteItemRequest { TableName = name, Key = key, ConditionExpression = condition, ExpressionAttributeValues = values };
        return CallAsync("remove a row", c => client.DeleteItemAsync(request, c), cancellation);
    }

    /// <summary>Removes rows, whatever they are by now.</summary>
    public async Task DeleteAsync(IEnumerable<Dictionary<string, AttributeValue>> keys, CancellationToken cancellation)
    {
        foreach (var batch in keys.Chunk(BatchSize))
        {
            List<WriteRequest> left = [.. batch.Select(key => new WriteRequest(new DeleteRequest(key)))];
            for (int tries = 1; left.Count > 0; tries++)
            {
                var request = new BatchWriteItemRequest { RequestItems = new() { [name] = left } };
                var answer = await CallAsync("remove rows", c => client.BatchWriteItemAsync(request, c), cancellation);
                left = answer.UnprocessedItems?.GetValueOrDefault(name) ?? [];
                if (left.Count > 0 && tries == Tries)
                    throw DynamoDbFault.Of(new ProvisionedThroughputExceededException($"{left.Count} rows were left"), service, name, "remove rows", partitionKey, sortKey);
                if (left.Count > 0)
                    await Task.Delay(Pause(tries), cancellation);
            }
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<TableDescription?> DescribeAsync(CancellationToken cancellation)
    {
        try
        {
            return (await CallAsync("look at the table", c => client.DescribeTableAsync(new DescribeTableRequest { TableName = name }, c), cancellation)).Table;
        }
        catch (ClusterException e) when (e.InnerException is ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        var request = new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = [new KeySchemaElement(partitionKey, KeyType.HASH), new KeySchemaElement(sortKey, KeyType.RANGE)],
            AttributeDefinitions = [new AttributeDefinition(partitionKey, ScalarAttributeType.S), new AttributeDefinition(sortKey, ScalarAttributeType.S)],
        };
        try
        {
            await CallAsync("make the table", c => client.CreateTableAsync(request, c), cancellation);
        }
        catch (ClusterException e) when (e.InnerException is ResourceInUseException)
        {
            // Another silo was first.
        }
    }

    private async Task<T> CallAsync<T>(string action, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await call(cancellation);
            }
            catch (Exception e) when (DynamoDbFault.PassesSoon(e) && tries < Tries)
            {
                await Task.Delay(Pause(tries), cancellation);
            }
            catch (Exception e) when (!DynamoDbFault.IsAnswer(e, cancellation))
            {
                throw DynamoDbFault.Of(e, service, name, action, partitionKey, sortKey);
            }
        }
    }

    // 20 to 40 ms at first, up to 320 to 640 at last: silos that met do not meet again.
    private static TimeSpan Pause(int tries) => TimeSpan.FromMilliseconds((20 << (tries - 1)) * (1 + Random.Shared.NextDouble()));
}
