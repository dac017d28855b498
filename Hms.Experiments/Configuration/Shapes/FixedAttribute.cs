namespace Hms.Experiments.Configuration.Shapes;

/// <summary>The value, and everything below it, must be the same in all trials: no range, no choice.</summary>
/// <param name="reason">Why, as the end of "... may not vary: ".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FixedAttribute(string reason) : Attribute
{
    /// <summary>Why it may not vary.</summary>
    public string Reason { get; } = reason;
}
