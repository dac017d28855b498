namespace Hms.Experiments.Configuration.Shapes;

/// <summary>An object with free keys; a null value shape means that anything may stand there.</summary>
internal sealed class MapShape(Shape? value, FormAttribute? keyForm, int minimumCount) : Shape
{
    public Shape? Value { get; } = value;

    public FormAttribute? KeyForm { get; } = keyForm;

    public int MinimumCount { get; } = minimumCount;

    /// <inheritdoc />
    public override string Words => "an object";
}
