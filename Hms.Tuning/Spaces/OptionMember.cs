using System.Reflection;

namespace Hms.Tuning.Spaces;

/// <summary>A property or field of an option class.</summary>
internal sealed class OptionMember
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly MethodInfo Clone = typeof(object).GetMethod(nameof(MemberwiseClone), Instance)!;
    private readonly MemberInfo _member;

    private OptionMember(MemberInfo member) => _member = member;

    /// <summary>The class and the name, for messages.</summary>
    public string FullName => $"{_member.DeclaringType!.Name}.{_member.Name}";

    public string Name => _member.Name;

    /// <summary>Type of the values, the inner one of a nullable.</summary>
    public Type Type => Nullable.GetUnderlyingType(DeclaredType) ?? DeclaredType;

    private Type DeclaredType => _member is PropertyInfo property ? property.PropertyType : ((FieldInfo)_member).FieldType;

    /// <summary>Members that carry one of the attributes: those of base classes first, fields before properties, each in order of declaration.</summary>
    public static IEnumerable<OptionMember> Of(Type type)
    {
        for (var levels = new Stack<Type>(Chain(type)); levels.TryPop(out var level);)
        {
            var members = level.GetMembers(Instance | BindingFlags.DeclaredOnly).Where(x => x is PropertyInfo or FieldInfo && Attributes(x).Any());
            foreach (var member in members.OrderBy(x => x.MetadataToken)) { yield return new OptionMember(member); }
        }
    }

    /// <summary>A copy of an object, so that options which several objects share are not written to.</summary>
    public static object Copy(object options) => Clone.Invoke(options, null)!;

    public IReadOnlyList<Attribute> Attributes() => [.. Attributes(_member)];

    public object? Get(object target) => _member is PropertyInfo property ? property.GetValue(target) : ((FieldInfo)_member).GetValue(target);

    public void Set(object target, object? value)
    {
        if (_member is PropertyInfo property) { property.SetValue(target, value); }
        else { ((FieldInfo)_member).SetValue(target, value); }
    }

    /// <summary>Why the member cannot be searched; null when it can.</summary>
    public string? Problem() => this switch
    {
        { _member: PropertyInfo { SetMethod: null } } => "has no setter; give it one (init is enough)",
        { _member: PropertyInfo { GetMethod.IsPublic: not true } or FieldInfo { IsPublic: false } } => "is not public; make it public",
        { _member: FieldInfo { IsInitOnly: true } } => "is read-only; make it a property with init",
        _ when Attributes().Count > 1 => $"carries {string.Join(" and ", Attributes().Select(x => "[" + x.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal) + "]"))}; leave one",
        _ => null,
    };

    private static IEnumerable<Attribute> Attributes(MemberInfo member) =>
        member.GetCustomAttributes(inherit: true).OfType<Attribute>().Where(x => x is RangeAttribute or ChoiceAttribute or BooleanChoiceAttribute or NestOptionAttribute);

    private static IEnumerable<Type> Chain(Type type)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType) { yield return level; }
    }
}
