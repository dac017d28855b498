namespace Hms.Experiments.Configuration.Shapes;

/// <summary>A list.</summary>
internal sealed class ListShape(Type itemType, Shape item, int minimumCount) : Shape
{
    public Type ItemType { get; } = itemType;

    public Shape Item { get; } = item;

    public int MinimumCount { get; } = minimumCount;

    /// <inheritdoc />
    public override string Words => "a list";
}
