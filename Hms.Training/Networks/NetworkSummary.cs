namespace Hms.Training.Networks;

/// <summary>What a network of the catalogue is and costs.</summary>
public sealed record NetworkSummary
{
    /// <summary>Name in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What it reads.</summary>
    public required NetworkLayout Layout { get; init; }

    /// <summary>The input that the costs are for.</summary>
    public required NetworkInput Input { get; init; }

    /// <summary>Learnt values, for that input and class count.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-adds of scoring one row of that input, see <see cref="NetworkCost"/>.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Weight tensors, running statistics included.</summary>
    public required int Keys { get; init; }

    /// <summary>Key of the first weight and of the last, for example conv1.0.weight and fc.bias.</summary>
    public required (string First, string Last) Ends { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }
}
