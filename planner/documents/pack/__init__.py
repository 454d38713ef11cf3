"""The pack for leaders and governors: what it says about a plan, for people without names."""
