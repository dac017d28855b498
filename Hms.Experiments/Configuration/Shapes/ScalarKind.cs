namespace Hms.Experiments.Configuration.Shapes;

/// <summary>JSON kinds of a scalar setting.</summary>
internal enum ScalarKind
{
    Boolean,
    Integer,
    Number,
    Text,
}
