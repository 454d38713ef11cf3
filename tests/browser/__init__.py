"""The real app in a real browser.

A test here asks for the fixture ``page`` (or ``dark_page``) and is given a new visitor of the
running app, with nothing remembered. See ``conftest.py`` for what that visitor watches for::

    def test_a_visitor_sees_a_finished_plan(page):
        visit(page, "plan")
        page.get_by_role("button", name="Plan", exact=True).click()
        settle(page)
        expect(page.get_by_text("is met")).to_be_visible()
        assert accessibility_faults(page) == []
"""
